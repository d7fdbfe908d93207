// Shows the time until the start, the time since the start, or that the gathering is over.

import styles from './countdown.module.css'
import { Figures } from './rolling-number.tsx'

export type CountdownProps = {
  readonly startsAt: number
  readonly lengthMs: number
  /** The shared time, already corrected by the clock offset. */
  readonly now: number
  readonly format: (value: number, digits: number) => string
  /** Unit labels under the figures; depends on the number, because of Arabic plural forms. */
  readonly unit: (unit: 'days' | 'hours' | 'minutes' | 'seconds', value: number) => string
  readonly labels: {
    /** Read by screen readers instead of the figures: “in 57 days and 3 hours”, “live for 12 minutes”. */
    readonly spoken: string
    readonly before: string
    readonly live: string
    readonly after: string
  }
}

const secondMs = 1000
const steps = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', secondMs],
] as const

/** More than a day away: days, hours, minutes; otherwise hours, minutes, seconds. */
function partsOf(lengthMs: number) {
  const first = lengthMs >= 86_400_000 ? 0 : 1
  let rest = lengthMs
  return steps.slice(first, first + 3).map(([unit, ms], index) => {
    const value = Math.floor(rest / ms)
    rest -= value * ms
    return { unit, value, digits: index === 0 ? 1 : 2 }
  })
}

export function Countdown(props: CountdownProps) {
  const { startsAt, lengthMs, now, labels } = props
  const phase = now < startsAt ? 'before' : now < startsAt + lengthMs ? 'live' : 'after'
  // Round up before the start, so that the last second shows 1 and the start 0; round down after it, so that shown seconds have passed.
  const distance = phase === 'before' ? Math.ceil((startsAt - now) / secondMs) * secondMs : now - startsAt
  return (
    <div className={styles.countdown} data-phase={phase} role="timer">
      <span className="unseen">{labels.spoken}</span>
      <span className={styles.word} aria-hidden="true">
        {labels[phase]}
      </span>
      {phase === 'after' ? null : (
        <span className={styles.parts} aria-hidden="true">
          {partsOf(distance).map(({ unit, value, digits }) => (
            <span key={unit} className={styles.part}>
              <span className={styles.figures}>
                <Figures text={props.format(value, digits)} up={phase === 'live'} />
              </span>
              <span className={styles.unit}>{props.unit(unit, value)}</span>
            </span>
          ))}
        </span>
      )}
    </div>
  )
}
