// A city's sky as a disc: the small sign by which a place's hour is seen at once.
import styles from './sky-dot.module.css'

export type SkyDotProps = {
  /** From `skyColourAt`. */
  readonly colour: string
  readonly size?: 'small' | 'usual' | 'large'
  readonly onStage?: boolean
}

/** Always beside the words that say the same (the city and its clock), so it is silent. */
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
