// A city's sky colour as a disc, which shows the time of day there at a glance.
import styles from './sky-dot.module.css'

export type SkyDotProps = {
  /** From `skyColourAt`. */
  readonly colour: string
  readonly size?: 'small' | 'usual' | 'large'
  readonly onStage?: boolean
}

/** Always used beside text with the same information (the city and its time), so it is hidden from screen readers. */
export function SkyDot({ colour, size = 'usual', onStage = false }: SkyDotProps) {
  return (
    <i
      className={styles.dot}
      data-size={size}
      data-stage={onStage || undefined}
      style={{ backgroundColor: colour }}
      aria-hidden="true"
    />
  )
}
