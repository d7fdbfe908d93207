// Asks the server which countries and languages the calendar has.
import { useEffect, useState } from 'react'
import type { CalendarChoices } from '#shared/protocol/calendar.ts'
import { readAnswer } from './read-answer.ts'

const none: CalendarChoices = { countries: [], languages: [] }

/** Empty until it is known, and while there is no network. */
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
