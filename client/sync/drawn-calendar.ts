// The calendar that came with the page, for the two requests that the first page makes; any other request waits for its answer.
import type { Drawn } from './drawn.ts'
import type { CalendarRequest, CalendarState } from './open-calendars.ts'

export function drawnCalendar(
  { query }: CalendarRequest,
  told: CalendarState,
  { summaries, now }: Pick<Drawn, 'summaries' | 'now'>,
): CalendarState {
  const isOver = query.startsWith('over=yes&order=latest&limit')
  if (summaries === null || (query !== 'over=no' && !isOver) || /country|place|language|state/.test(query)) {
    return told
  }
  const entries = summaries
    .filter(({ span }) => (span !== null && span.to <= now) === isOver)
    .map((summary) => ({ summary, meetings: [], fitting: 0 }))
  return { ...told, entries, total: entries.length }
}
