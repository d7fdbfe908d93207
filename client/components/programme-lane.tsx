// The programme of the gathering drawn enlarged above the ruler; a funnel below it leads to its place in the day.
import type { CSSProperties } from 'react'
import styles from './programme-lane.module.css'
import type { ProgrammePart } from './skies/ruler-time.ts'
import { useWritten } from './written.tsx'

export type ProgrammeLaneProps = {
  readonly parts: readonly ProgrammePart[]
  readonly label: string
  /** The language of the titles. */
  readonly lang?: string | undefined
  /** “Minute 0 to 15”. */
  readonly when: (part: ProgrammePart) => string
  readonly number: (value: number) => string
  /** The progress, 0 … 1; null while the gathering is not running. */
  readonly now: number | null
  /** Start and end of the gathering on the ruler below, 0 … 1; null if each city has its own time. */
  readonly under: { readonly from: number; readonly to: number } | null
}

export function ProgrammeLane({ parts, label, lang, when, number, now, under }: ProgrammeLaneProps) {
  const written = useWritten()
  let place = 0
  return (
    <div className={styles.lane}>
      <ol className={styles.parts} aria-label={label}>
        {parts.map((part) => {
          const title = part.titles.join(' · ')
          if (title !== '') place += 1
          const isOn = now !== null && isDuring(part, now * (parts.at(-1)?.to ?? 1))
          return (
            <li
              key={part.from}
              className={styles.part}
              style={{ flexGrow: part.to - part.from }}
              data-on={isOn || undefined}
              title={title === '' ? undefined : `${title} (${when(part)})`}
            >
              {title === '' ? null : <b aria-hidden="true">{number(place)}</b>}
              <span {...written(title, { lang })}>{title}</span>
              <span className="unseen"> {when(part)}</span>
            </li>
          )
        })}
      </ol>
      {now === null ? null : (
        <i className={styles.now} style={{ left: `${now * 100}%` }} aria-hidden="true" />
      )}
      {under === null ? null : (
        <i
          className={styles.funnel}
          style={{ '--from': under.from, '--to': under.to } as CSSProperties}
          aria-hidden="true"
        />
      )}
    </div>
  )
}

function isDuring({ from, to }: ProgrammePart, minute: number): boolean {
  return from <= minute && minute < to
}
