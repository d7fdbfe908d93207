// The props of every view of the calendar.
import type { ReactNode } from 'react'
import type { CalendarDate } from '#shared/domain/calendar-date.ts'
import type { CalendarEntry } from '#shared/protocol/calendar.ts'
import type { PlacedEntry } from './placed-entries.ts'
import type { CalendarPlace } from './use-calendar-address.ts'

export type CalendarViewProps = {
  readonly place: CalendarPlace
  /** Today in the reader's zone. */
  readonly today: CalendarDate
  /** Null on the server. */
  readonly readerTimeZone: string | null
  readonly toPlaced: (entry: CalendarEntry) => PlacedEntry
  /** Rendered if there is nothing; `isChosen`: because of the reader's filters or date. */
  readonly empty: (isChosen: boolean) => ReactNode
}
