// What every view of the calendar is given.
import type { ReactNode } from 'react'
import type { CalendarDate } from '#shared/domain/calendar-date.ts'
import type { CalendarEntry } from '#shared/protocol/calendar.ts'
import type { PlacedEntry } from './placed-entries.ts'
import type { CalendarPlace } from './use-calendar-address.ts'

export type CalendarViewProps = {
  readonly place: CalendarPlace
  /** By the reader's clock. */
  readonly today: CalendarDate
  /** Null where there is no browser yet. */
  readonly readerTimeZone: string | null
  readonly toPlaced: (entry: CalendarEntry) => PlacedEntry
  /** What stands where nothing is; `isChosen`: because of what the reader chose. */
  readonly empty: (isChosen: boolean) => ReactNode
}
