// The gatherings on the chosen day of the month.
import type { RefObject } from 'react'
import { type CalendarDate, noonOf } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { CalendarLine } from './calendar-line.tsx'
import styles from './chosen-day.module.css'
import type { PlacedEntry } from './placed-entries.ts'

export type ChosenDayProps = {
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly date: CalendarDate
  readonly entries: readonly PlacedEntry[]
  readonly readerTimeZone: string | null
  /** False while loading. */
  readonly isKnown: boolean
}

export function ChosenDay({ heading, date, entries, readerTimeZone, isKnown }: ChosenDayProps) {
  const { t, formatLocale } = useI18n()
  return (
    <section className={styles.day} aria-labelledby="chosen-day">
      <h2 id="chosen-day" ref={heading} tabIndex={-1} className={styles.heading}>
        {clock(noonOf(date), 'UTC', formatLocale, 'long-date')}
      </h2>
      {entries.length > 0 ? (
        <ul className={styles.lines}>
          {entries.map((entry) => (
            <CalendarLine
              key={entry.summary.gatheringId}
              entry={entry}
              readerTimeZone={readerTimeZone}
              withoutDate
            />
          ))}
        </ul>
      ) : isKnown ? (
        <p className={styles.empty}>{t('calendar.empty-day')}</p>
      ) : null}
    </section>
  )
}
