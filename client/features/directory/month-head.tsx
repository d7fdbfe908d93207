// The names of the weekdays, in the order of the reader's week.
import { addDays, type CalendarDate, noonOf, startOfWeek } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import type { Week } from '../../i18n/region.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './month-view.module.css'

const anyDay: CalendarDate = '2027-01-20'

export function WeekdayNames({ week }: { readonly week: Week }) {
  const { formatLocale } = useI18n()
  const first = startOfWeek(anyDay, week.firstDay)
  return (
    <thead>
      <tr>
        {Array.from({ length: 7 }, (_, day) => addDays(first, day)).map((date) => (
          <th key={date} scope="col">
            <span className="unseen">{clock(noonOf(date), 'UTC', formatLocale, 'weekday')}</span>
            <span className={styles.short} aria-hidden="true">
              {clock(noonOf(date), 'UTC', formatLocale, 'short-weekday')}
            </span>
            <span className={styles.narrow} aria-hidden="true">
              {clock(noonOf(date), 'UTC', formatLocale, 'narrow-weekday')}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  )
}
