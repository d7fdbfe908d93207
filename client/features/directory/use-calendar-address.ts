// The calendar's part of the URL, and functions to change it.
import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type CalendarAddress, calendarHref, readCalendarAddress } from './calendar-address.ts'

export type CalendarPlace = {
  readonly address: CalendarAddress
  readonly hrefOf: (change: Partial<CalendarAddress>) => string
  /** `replace`: adds no history entry. */
  readonly go: (change: Partial<CalendarAddress>, how?: { readonly replace: boolean }) => void
}

export function useCalendarAddress(): CalendarPlace {
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readCalendarAddress(search), [search])
  const hrefOf = useCallback(
    (change: Partial<CalendarAddress>) => calendarHref({ ...address, ...change }, search),
    [address, search],
  )
  const go = useCallback<CalendarPlace['go']>(
    (change, how) => navigate(hrefOf(change), how),
    [hrefOf, navigate],
  )
  return { address, hrefOf, go }
}
