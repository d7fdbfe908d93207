// The bar above the calendar: current view and days, and navigation to others.
import { addDays, addMonths, type CalendarDate, noonOf } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import { Icon } from '../../components/icon.tsx'
import type { I18n } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { calendarViews } from './calendar-address.ts'
import styles from './calendar-bar.module.css'
import { CalendarLink } from './calendar-link.tsx'
import { shownDays } from './calendar-request.ts'
import { gridKeys, viewKeys } from './calendar-words.ts'
import type { CalendarPlace } from './use-calendar-address.ts'

export type CalendarBarProps = {
  readonly place: CalendarPlace
  readonly today: CalendarDate
}

export function CalendarBar({ place, today }: CalendarBarProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { address, go } = place
  const date = address.date ?? today
  const title = titleOf(i18n, address.view, address.date, date)
  return (
    <div className={styles.bar} data-needs-script="">
      <nav className={styles.views} aria-label={t('calendar.views')}>
        {calendarViews.map((view) => (
          <CalendarLink
            key={view}
            place={place}
            change={{ view }}
            aria-current={view === address.view ? 'page' : undefined}
          >
            {t(viewKeys[view])}
          </CalendarLink>
        ))}
      </nav>
      <div className={styles.where}>
        {title === null ? null : (
          <h2 className={styles.title} aria-live="polite">
            {title.text}
            {title.hijri === null ? null : <span className={styles.hijri}>{title.hijri}</span>}
          </h2>
        )}
        <Steps place={place} date={date} />
        <GoToDay date={date} onChoose={(day) => go({ date: day })} />
      </div>
    </div>
  )
}

/** The browser's own date picker behind an icon: its text would use its own digits and order. */
function GoToDay({
  date,
  onChoose,
}: {
  readonly date: CalendarDate
  readonly onChoose: (date: CalendarDate) => void
}) {
  const { t } = useI18n()
  return (
    <label className={styles.day} title={t('calendar.go-to')}>
      <Icon name="calendar" />
      <span className="unseen">{t('calendar.go-to')}</span>
      <input
        type="date"
        name="day"
        value={date}
        min="1970-01-01"
        max="2999-12-31"
        onClick={({ currentTarget }) => currentTarget.showPicker?.()}
        onChange={({ target }) => target.value !== '' && onChoose(target.value)}
      />
    </label>
  )
}

/** Links to the previous and next days. The list has none, because it continues. */
function Steps({ place, date }: { readonly place: CalendarPlace; readonly date: CalendarDate }) {
  const { t } = useI18n()
  const { view } = place.address
  const step = (count: number) => (view === 'month' ? addMonths(date, count) : addDays(date, 7 * count))
  return (
    <nav className={styles.steps} aria-label={t('calendar.label')}>
      {view === 'agenda' ? null : (
        <CalendarLink
          place={place}
          change={{ date: step(-1) }}
          rel="prev"
          aria-label={t(gridKeys[view].previous)}
        >
          <Icon name="back" />
        </CalendarLink>
      )}
      {view === 'agenda' && place.address.date === null ? null : (
        <CalendarLink place={place} change={{ date: null }} className={styles.today}>
          {t('calendar.today')}
        </CalendarLink>
      )}
      {view === 'agenda' ? null : (
        <CalendarLink place={place} change={{ date: step(1) }} rel="next" aria-label={t(gridKeys[view].next)}>
          <Icon name="arrow" />
        </CalendarLink>
      )}
    </nav>
  )
}

type Title = { readonly text: string; readonly hijri: string | null }

/** The list has a title only if it starts on another day than today. */
function titleOf(
  i18n: I18n,
  view: CalendarPlace['address']['view'],
  chosen: CalendarDate | null,
  date: CalendarDate,
): Title | null {
  const { t, formatLocale, week, hijri } = i18n
  const say = (day: CalendarDate, style: Parameters<typeof clock>[3]) =>
    clock(noonOf(day), 'UTC', formatLocale, style)
  if (view === 'agenda') {
    return chosen === null
      ? null
      : { text: t('calendar.from', { date: say(chosen, 'long-date') }), hijri: null }
  }
  const { first, last } =
    view === 'month'
      ? { first: `${date.slice(0, 7)}-01`, last: addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1) }
      : shownDays('week', date, week.firstDay)
  const text =
    view === 'month'
      ? say(date, 'month-year')
      : t('calendar.week-of', {
          from: say(first, first.slice(0, 7) === last.slice(0, 7) ? 'day' : 'day-month'),
          to: say(last, 'plain-date'),
        })
  const [one, other] = [say(first, 'hijri-month-year'), say(last, 'hijri-month-year')]
  return { text, hijri: hijri ? (one === other ? one : `${one} – ${other}`) : null }
}
