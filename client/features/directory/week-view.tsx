// The calendar as a week: seven days side by side, or stacked on a phone.
import { useMemo } from 'react'
import { type CalendarDate, noonOf, weekdayOf, weekOf } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useCalendar } from '../../sync/use-sync.ts'
import { gridRequest, shownDays } from './calendar-request.ts'
import { FailedNotice } from './calendar-state.tsx'
import { DayItem } from './day-item.tsx'
import { byDay, type PlacedEntry } from './placed-entries.ts'
import type { CalendarViewProps } from './view-props.ts'
import styles from './week-view.module.css'

export function WeekView({ place, today, toPlaced, empty }: CalendarViewProps) {
  const { week } = useI18n()
  const date = place.address.date ?? today
  const calendar = useCalendar(gridRequest(place.address, shownDays('week', date, week.firstDay)))
  const days = useMemo(() => byDay((calendar.entries ?? []).map(toPlaced)), [calendar.entries, toPlaced])
  const dates = weekOf(date, week.firstDay)
  const isNothing = calendar.status === 'ready' && !dates.some((day) => days.has(day))
  return (
    <>
      <FailedNotice calendar={calendar} />
      <ol className={styles.week} aria-busy={calendar.status === 'loading'}>
        {dates.map((day) => (
          <WeekDay
            key={day}
            date={day}
            entries={days.get(day) ?? []}
            isToday={day === today}
            isWeekend={week.weekend.includes(weekdayOf(day))}
            isKnown={calendar.entries !== null}
          />
        ))}
      </ol>
      {isNothing ? empty(true) : null}
    </>
  )
}

function WeekDay(props: {
  readonly date: CalendarDate
  readonly entries: readonly PlacedEntry[]
  readonly isToday: boolean
  readonly isWeekend: boolean
  readonly isKnown: boolean
}) {
  const { date, entries } = props
  const { formatLocale, hijri } = useI18n()
  const say = (style: Parameters<typeof clock>[3]) => clock(noonOf(date), 'UTC', formatLocale, style)
  return (
    <li
      className={styles.day}
      data-weekend={props.isWeekend || undefined}
      data-empty={(props.isKnown && entries.length === 0) || undefined}
      aria-current={props.isToday ? 'date' : undefined}
    >
      <h3 className={styles.heading}>
        <span className={styles.weekday}>{say('weekday')}</span>
        <span className={styles.date}>{say('day-month')}</span>
        {hijri ? <span className={styles.hijri}>{say('hijri-date')}</span> : null}
      </h3>
      <ul className={styles.items}>
        {entries.map((entry) => (
          <li key={entry.summary.gatheringId}>
            <DayItem entry={entry} />
          </li>
        ))}
      </ul>
    </li>
  )
}
