// Fetches the countries and languages that occur in the calendar.
import { useEffect, useState } from 'react'
import type { CalendarChoices } from '#shared/protocol/calendar.ts'
import { readAnswer } from './read-answer.ts'

const none: CalendarChoices = { countries: [], languages: [] }

/** Empty while loading and without a network. */
export function useCalendarChoices(): CalendarChoices {
  const [choices, setChoices] = useState(none)
  useEffect(() => {
    const stopping = new AbortController()
    fetch('/api/calendar/choices', { signal: stopping.signal })
      .then((response) => readAnswer<CalendarChoices>(response, 'countries'))
      .then(setChoices)
      .catch(() => undefined)
    return () => stopping.abort()
  }, [])
  return choices
}
