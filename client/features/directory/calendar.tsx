// The calendar of public gatherings: its bar, its filters, and the view named in the URL.
import { type ReactNode, useCallback, useMemo } from 'react'
import { dateIn } from '#shared/domain/calendar-date.ts'
import type { CalendarEntry } from '#shared/protocol/calendar.ts'
import { Empty } from '../../components/empty.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { AgendaView } from './agenda-view.tsx'
import styles from './calendar.module.css'
import { isFiltered, noFilters } from './calendar-address.ts'
import { CalendarBar } from './calendar-bar.tsx'
import { CalendarFilters, useCityOf } from './calendar-filters.tsx'
import { CalendarLink } from './calendar-link.tsx'
import { gridKeys } from './calendar-words.ts'
import { MonthView } from './month-view.tsx'
import { type CalendarClock, placeEntry } from './placed-entries.ts'
import { type CalendarPlace, useCalendarAddress } from './use-calendar-address.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'
import type { CalendarViewProps } from './view-props.ts'
import { WeekView } from './week-view.tsx'

export type CalendarProps = {
  /** The server's epoch ms. */
  readonly now: number
  /** Null on the server. */
  readonly readerTimeZone: string | null
  /** Shown if no gathering is announced at all. */
  readonly nothingYet: ReactNode
}

export function Calendar({ now, readerTimeZone, nothingYet }: CalendarProps) {
  const place = useCalendarAddress()
  const { address, go } = place
  useCalendarKeys(go)
  const city = useCityOf(address.city)
  const clock = useMemo((): CalendarClock => {
    if (address.zone === 'mine') return { kind: 'mine', timeZone: readerTimeZone }
    return city === null ? { kind: 'lead' } : { kind: 'place', place: city }
  }, [address.zone, city, readerTimeZone])
  const ofCity = address.city !== null
  const toPlaced = useCallback(
    (entry: CalendarEntry) => placeEntry(entry, clock, now, ofCity),
    [clock, now, ofCity],
  )
  const todayZone = clock.kind === 'place' ? clock.place.timeZone : readerTimeZone
  const today = dateIn(now, todayZone ?? 'UTC')
  const view: CalendarViewProps = {
    place,
    today,
    readerTimeZone,
    toPlaced,
    empty: (isChosen) => (isChosen ? <Nothing place={place} /> : nothingYet),
  }
  return (
    <div className={styles.calendar}>
      <CalendarBar place={place} today={today} />
      <CalendarFilters place={place} city={city} />
      {address.view === 'month' ? (
        <MonthView {...view} />
      ) : address.view === 'week' ? (
        <WeekView {...view} />
      ) : (
        <AgendaView {...view} />
      )}
    </div>
  )
}

/** Shown if nothing matches; links to where there are results. */
function Nothing({ place }: { readonly place: CalendarPlace }) {
  const { t } = useI18n()
  const { address } = place
  const filtered = isFiltered(address)
  return (
    <Empty
      title={t(filtered || address.view === 'agenda' ? 'calendar.nothing' : gridKeys[address.view].empty)}
      action={
        <CalendarLink
          place={place}
          change={filtered ? noFilters : { view: 'agenda', date: null }}
          className={styles.wayOut}
        >
          {t(filtered ? 'calendar.clear' : 'calendar.see-ahead')}
        </CalendarLink>
      }
    >
      {filtered ? t('calendar.nothing-hint') : null}
    </Empty>
  )
}
