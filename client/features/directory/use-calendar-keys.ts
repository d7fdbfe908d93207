// Single-key shortcuts of the calendar: t for today; m, w and a for its views.

import { useEffect } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import type { CalendarAddress } from './calendar-address.ts'

const keys: Readonly<Record<string, Partial<CalendarAddress>>> = {
  t: { date: null },
  m: { view: 'month' },
  w: { view: 'week' },
  a: { view: 'agenda' },
}

/** Shortcuts are off while somebody types or a dialog is open. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  return target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null
}

export function useCalendarKeys(go: (change: Partial<CalendarAddress>) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return
      // Check the physical key too: an Arabic keyboard has no t.
      const change =
        ownValue(keys, event.key.toLowerCase()) ??
        ownValue(keys, event.code.replace(/^Key/, '').toLowerCase())
      if (change === undefined) return
      event.preventDefault()
      go(change)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [go])
}
