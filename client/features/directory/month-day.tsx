// One day of the month grid: its number and its gatherings; titles where there is room, only coloured dots on a phone.
import { type CalendarDate, noonOf } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { DayItem, DaySign } from './day-item.tsx'
import styles from './month-day.module.css'
import type { PlacedEntry } from './placed-entries.ts'

const mostShown = 3

export type MonthDayProps = {
  readonly date: CalendarDate
  readonly entries: readonly PlacedEntry[]
  readonly isOfMonth: boolean
  readonly isToday: boolean
  readonly isChosen: boolean
  readonly isWeekend: boolean
  readonly onChoose: () => void
}

export function MonthDay(props: MonthDayProps) {
  const { date, entries, isChosen, onChoose } = props
  const { t, formatLocale } = useI18n()
  const label = t('calendar.day', {
    count: entries.length,
    date: clock(noonOf(date), 'UTC', formatLocale, 'weekday-date'),
  })
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys, as the ARIA Authoring Practices have it
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid, which one can stand on
      role="gridcell"
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-current={props.isToday ? 'date' : undefined}
      aria-label={label}
      data-date={date}
      data-beside={!props.isOfMonth || undefined}
      data-weekend={props.isWeekend || undefined}
      className={styles.day}
      onClick={(event) => {
        // A click on a title opens its gathering.
        if (!(event.target instanceof Element && event.target.closest('a'))) onChoose()
      }}
    >
      <DayNumber date={date} />
      <Signs entries={entries} />
      <div className={styles.items}>
        {entries.slice(0, mostShown).map((entry) => (
          <DayItem key={entry.summary.gatheringId} entry={entry} isInGrid />
        ))}
        {entries.length > mostShown ? (
          <span className={styles.rest}>
            {t('calendar.more-on-day', { count: entries.length - mostShown })}
          </span>
        ) : null}
      </div>
    </td>
  )
}

function DayNumber({ date }: { readonly date: CalendarDate }) {
  const { formatLocale, hijri } = useI18n()
  return (
    <p className={styles.numbers}>
      <span className={styles.number}>{clock(noonOf(date), 'UTC', formatLocale, 'day')}</span>
      {hijri ? (
        <span className={styles.hijri}>{clock(noonOf(date), 'UTC', formatLocale, 'hijri-day')}</span>
      ) : null}
    </p>
  )
}

/** For a phone: one dot per gathering, up to three. */
function Signs({ entries }: { readonly entries: readonly PlacedEntry[] }) {
  return (
    <p className={styles.signs} aria-hidden="true">
      {entries.slice(0, mostShown).map((entry) => (
        <DaySign key={entry.summary.gatheringId} entry={entry} />
      ))}
      {entries.length > mostShown ? <span>+</span> : null}
    </p>
  )
}
