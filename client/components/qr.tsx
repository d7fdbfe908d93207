// A text as a QR code, drawn as one SVG path: dark on light in every theme, because scanners expect it.
import { useMemo } from 'react'
import { encode } from 'uqr'
import styles from './qr.module.css'

/** `title` says what the code contains; write the same text beside it for those who cannot scan. */
export function Qr({ text, title }: { readonly text: string; readonly title: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 3 })
    const cells = code.data.flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { size: code.size, path: cells.join('') }
  }, [text])
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
    >
      <path className={styles.ground} d={`M0 0h${size}v${size}H0z`} />
      <path className={styles.cells} d={path} />
    </svg>
  )
}
