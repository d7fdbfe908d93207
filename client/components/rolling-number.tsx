// A number whose figures roll to their new value, each in a cell of one width so that nothing beside it moves.
import { useEffect, useRef, useState } from 'react'
import styles from './rolling-number.module.css'

export type RollingNumberProps = {
  readonly value: number
  /** In the reader's digits. */
  readonly format: (value: number) => string
}

/** Signs and group marks stand free: only figures get a cell. */
const figure = /\p{Nd}/u

/**
 * Read as plain text that simply changes; it is not a live region: a page with twenty of these would never fall silent.
 * What deserves to be said is said once by whoever knows what it means (see LiveRegion).
 */
export function RollingNumber({ value, format }: RollingNumberProps) {
  const [shown, setShown] = useState({ value, before: value })
  if (shown.value !== value) setShown({ value, before: shown.value })
  const text = format(value)
  return (
    <span className={styles.number}>
      <span className="unseen">{text}</span>
      <span aria-hidden="true" className={styles.figures}>
        <Figures text={text} up={value >= shown.before} />
      </span>
    </span>
  )
}

/** Counted from the end, so that 999 → 1,000 rolls its ones as ones. */
export function Figures({ text, up }: { readonly text: string; readonly up: boolean }) {
  const characters = [...text]
  return characters.map((character, index) => {
    const fromEnd = characters.length - index
    return figure.test(character) ? (
      <Cell key={fromEnd} figure={character} up={up} />
    ) : (
      <span key={`${fromEnd}${character}`}>{character}</span>
    )
  })
}

function Cell({ figure: now, up }: { readonly figure: string; readonly up: boolean }) {
  const last = useRef(now)
  const [old, setOld] = useState<string | null>(null)
  useEffect(() => {
    if (last.current !== now) setOld(last.current)
    last.current = now
  }, [now])
  return (
    <span className={styles.cell} data-up={up}>
      {old === null || old === now ? null : (
        <span key={`${old}-`} className={styles.old}>
          {old}
        </span>
      )}
      <span key={now} className={old === null ? undefined : styles.now} onAnimationEnd={() => setOld(null)}>
        {now}
      </span>
    </span>
  )
}
