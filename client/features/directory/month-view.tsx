// The calendar as a month: a grid of days, navigable with arrow keys, and below it the gatherings of the chosen day.
import { useMemo, useRef } from 'react'
import { type CalendarDate, weekdayOf, weeksOfMonth } from '#shared/domain/calendar-date.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useCalendar } from '../../sync/use-sync.ts'
import { gridRequest, shownDays } from './calendar-request.ts'
import { FailedNotice } from './calendar-state.tsx'
import { ChosenDay } from './chosen-day.tsx'
import { MonthDay } from './month-day.tsx'
import { WeekdayNames } from './month-head.tsx'
import styles from './month-view.module.css'
import { byDay } from './placed-entries.ts'
import { useGridKeys } from './use-grid-keys.ts'
import type { CalendarViewProps } from './view-props.ts'

export function MonthView(props: CalendarViewProps) {
  const { place, today, toPlaced } = props
  const { t, week } = useI18n()
  const date = place.address.date ?? today
  const calendar = useCalendar(gridRequest(place.address, shownDays('month', date, week.firstDay)))
  const days = useMemo(() => byDay((calendar.entries ?? []).map(toPlaced)), [calendar.entries, toPlaced])
  const month = date.slice(0, 7)
  const chosen = chosenDay(place.address.date, date, days)
  const grid = useRef<HTMLTableElement>(null)
  const list = useRef<HTMLHeadingElement>(null)
  const choose = (day: CalendarDate) => place.go({ date: day }, { replace: true })
  const onKeyDown = useGridKeys({
    grid,
    chosen,
    firstDay: week.firstDay,
    choose,
    enter: () => list.current?.focus(),
  })
  const isNothing = calendar.status === 'ready' && ![...days.keys()].some((day) => day.startsWith(month))
  return (
    <div className={styles.month}>
      <FailedNotice calendar={calendar} />
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days, as the ARIA Authoring Practices build it
        role="grid"
        className={styles.grid}
        aria-label={t('calendar.label')}
        aria-describedby="calendar-keys"
        aria-busy={calendar.status === 'loading'}
        onKeyDown={onKeyDown}
      >
        <WeekdayNames week={week} />
        <tbody>
          {weeksOfMonth(date, week.firstDay).map((dates) => (
            <tr key={dates[0]}>
              {dates.map((day) => (
                <MonthDay
                  key={day}
                  date={day}
                  entries={days.get(day) ?? []}
                  isOfMonth={day.startsWith(month)}
                  isToday={day === today}
                  isChosen={day === chosen}
                  isWeekend={week.weekend.includes(weekdayOf(day))}
                  onChoose={() => choose(day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="calendar-keys" className="unseen">
        {t('calendar.keys')}
      </p>
      {isNothing ? (
        props.empty(true)
      ) : (
        <ChosenDay
          heading={list}
          date={chosen}
          entries={days.get(chosen) ?? []}
          readerTimeZone={props.readerTimeZone}
          isKnown={calendar.entries !== null}
        />
      )}
    </div>
  )
}

/** Without a day in the URL, chooses `date` if it has a gathering, else the month's next day with one. The 1st means the whole month. */
function chosenDay(
  asked: CalendarDate | null,
  date: CalendarDate,
  days: ReadonlyMap<CalendarDate, unknown>,
): CalendarDate {
  if (asked !== null && !asked.endsWith('-01')) return asked
  if (days.has(date)) return date
  const month = date.slice(0, 7)
  const coming = [...days.keys()].filter((day) => day.startsWith(month) && day >= date).sort()
  return coming[0] ?? date
}
