// The labels of the calendar's views, navigation and states.
import type { CalendarState } from '#shared/protocol/calendar.ts'
import type { MessageKey } from '../../i18n/i18n.ts'
import type { CalendarView } from './calendar-address.ts'

export const viewKeys = {
  agenda: 'calendar.view-agenda',
  month: 'calendar.view-month',
  week: 'calendar.view-week',
} as const satisfies Record<CalendarView, MessageKey>

export const gridKeys = {
  month: {
    previous: 'calendar.previous-month',
    next: 'calendar.next-month',
    empty: 'calendar.empty-month',
  },
  week: { previous: 'calendar.previous-week', next: 'calendar.next-week', empty: 'calendar.empty-week' },
} as const satisfies Record<'month' | 'week', Readonly<Record<string, MessageKey>>>

export const stateKeys = {
  coming: 'calendar.state-coming',
  live: 'common.is-live',
  past: 'calendar.state-past',
  'to-be-confirmed': 'calendar.state-to-be-confirmed',
  cancelled: 'common.is-cancelled',
} as const satisfies Record<CalendarState, MessageKey>
