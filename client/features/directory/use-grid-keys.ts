// Keyboard navigation of a grid of days, following the date grid of the ARIA Authoring Practices.
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import {
  addDays,
  addMonths,
  type CalendarDate,
  startOfWeek,
  type Weekday,
} from '#shared/domain/calendar-date.ts'

/** The day that a key moves to; null for any other key. */
export function dayByKey(
  key: string,
  date: CalendarDate,
  how: { readonly isRightToLeft: boolean; readonly firstDay: Weekday; readonly withShift: boolean },
): CalendarDate | null {
  // Forward is the reading direction.
  const forward = how.isRightToLeft ? -1 : 1
  const weekStart = startOfWeek(date, how.firstDay)
  switch (key) {
    case 'ArrowRight':
      return addDays(date, forward)
    case 'ArrowLeft':
      return addDays(date, -forward)
    case 'ArrowDown':
      return addDays(date, 7)
    case 'ArrowUp':
      return addDays(date, -7)
    case 'Home':
      return weekStart
    case 'End':
      return addDays(weekStart, 6)
    case 'PageDown':
      return addMonths(date, how.withShift ? 12 : 1)
    case 'PageUp':
      return addMonths(date, how.withShift ? -12 : -1)
    default:
      return null
  }
}

export function useGridKeys({
  grid,
  chosen,
  firstDay,
  choose,
  enter,
}: {
  readonly grid: RefObject<HTMLElement | null>
  readonly chosen: CalendarDate
  readonly firstDay: Weekday
  readonly choose: (date: CalendarDate) => void
  /** Called for Enter or Space: moves on to the day's gatherings. */
  readonly enter: () => void
}): (event: KeyboardEvent) => void {
  const moved = useRef(false)
  // Focus after rendering: the day may be in another month.
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLElement>(`[data-date="${chosen}"]`)?.focus()
  }, [grid, chosen])
  return (event) => {
    if (event.target instanceof Element && event.target.closest('a') !== null) return
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      enter()
      return
    }
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const next = dayByKey(event.key, chosen, { isRightToLeft, firstDay, withShift: event.shiftKey })
    if (next === null) return
    event.preventDefault()
    moved.current = true
    choose(next)
  }
}
