// Reads entries out of an iCalendar file (RFC 5545) that somebody else's program wrote: the only file that knows the reader's library.
import ICAL from 'ical.js'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'
import { instantFromLocal, isTimeZone } from '#shared/domain/time.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { LeftBehind, PlaceHints, Start, Understood } from './understood.ts'

const mostEntries = 50
const shortestMs = 5 * 60_000

/** Null for what is no calendar. An entry that cannot be read is passed over. */
export function readCalendar(text: string): readonly Understood[] | null {
  try {
    const parsed: unknown = ICAL.parse(text)
    // Several calendars in one file come as a list of them.
    const calendars = Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed
    if (!Array.isArray(calendars)) return null
    const found = calendars
      .map((each) => new ICAL.Component(each))
      .filter((component) => component.name === 'vcalendar')
    if (found.length === 0) return null
    return found.flatMap((calendar) => entriesOf(calendar)).slice(0, mostEntries)
  } catch {
    return null
  }
}

function entriesOf(calendar: ICAL.Component): Understood[] {
  const entries: Understood[] = []
  for (const event of calendar.getAllSubcomponents('vevent')) {
    if (entries.length >= mostEntries) break
    // One day of a series that was changed; the series itself stands beside it.
    if (event.hasProperty('recurrence-id')) continue
    try {
      entries.push(readEntry(event, calendar))
    } catch {
      // The library found a value that is none.
    }
  }
  return entries
}

function readEntry(event: ICAL.Component, calendar: ICAL.Component): Understood {
  const left: LeftBehind[] = []
  const has = (...names: string[]) => names.some((name) => event.hasProperty(name))
  if (has('rrule', 'rdate')) left.push('repeats')
  if (has('attendee', 'organizer', 'contact')) left.push('people')
  if (has('attach', 'image')) left.push('files')
  const start = readStart(event, calendar)
  if (start?.kind === 'day') left.push('no-hour')
  const given = start?.kind === 'day' ? null : lengthOf(event)
  const lengthMs = given === null ? null : Math.min(limits.lengthMs, Math.max(shortestMs, given))
  if (lengthMs !== given) left.push('length')
  const words = { title: cleanLine(textOf(event, 'summary')), statement: plain(textOf(event, 'description')) }
  const title = words.title.slice(0, limits.title).trim()
  const statement = words.statement.slice(0, limits.statement).trim()
  if (title !== words.title || statement !== words.statement) left.push('cut')
  return { title, statement, start, lengthMs, hints: hintsOf(event, calendar), left, cities: [], edit: null }
}

function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : ''
}

/** Some programs write HTML where a plain text should stand. */
function plain(text: string): string {
  if (!/<(?:br|p|div|a|span|b|ul|html)\b[^>]*>/i.test(text)) return cleanText(text)
  const page = new DOMParser().parseFromString(
    text.replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n'),
    'text/html',
  )
  return cleanText(page.body.textContent ?? '')
}

function readStart(event: ICAL.Component, calendar: ICAL.Component): Start | null {
  const property = event.getFirstProperty('dtstart')
  const time: unknown = property?.getFirstValue()
  if (!property || !(time instanceof ICAL.Time)) return null
  const shown = time.toString()
  if (time.isDate) return { kind: 'day', day: shown.slice(0, 10) }
  const local = shown.slice(0, 16)
  if (Number.isNaN(Date.parse(`${local}Z`))) return null
  if (shown.endsWith('Z')) return { kind: 'instant', at: Date.parse(`${local}Z`) }
  const tzid: unknown = property.getFirstParameter('tzid')
  if (typeof tzid !== 'string') return { kind: 'local', local }
  const at = isTimeZone(tzid) ? instantFromLocal(local, tzid) : byOwnZone(time, tzid, calendar)
  return at === null ? { kind: 'local', local } : { kind: 'instant', at }
}

/** By the clock that the file brings along, for zones that only its program knows. */
function byOwnZone(time: ICAL.Time, tzid: string, calendar: ICAL.Component): number | null {
  const component = calendar
    .getAllSubcomponents('vtimezone')
    .find((zone) => zone.getFirstPropertyValue('tzid') === tzid)
  if (component === undefined) return null
  const own = time.clone()
  own.zone = new ICAL.Timezone({ component, tzid })
  return own.toUnixTime() * 1000
}

/** Ms; null where the file has no end. Both ends are read on one clock, which is right but for the nights when clocks are set. */
function lengthOf(event: ICAL.Component): number | null {
  const duration: unknown = event.getFirstPropertyValue('duration')
  if (duration instanceof ICAL.Duration) return duration.toSeconds() * 1000
  const [start, end]: unknown[] = [
    event.getFirstPropertyValue('dtstart'),
    event.getFirstPropertyValue('dtend'),
  ]
  if (!(start instanceof ICAL.Time) || !(end instanceof ICAL.Time)) return null
  const length =
    Date.parse(`${end.toString().slice(0, 19)}Z`) - Date.parse(`${start.toString().slice(0, 19)}Z`)
  return Number.isFinite(length) ? length : null
}

function hintsOf(event: ICAL.Component, calendar: ICAL.Component): PlaceHints {
  const tzid: unknown = event.getFirstProperty('dtstart')?.getFirstParameter('tzid')
  const zones = [typeof tzid === 'string' ? tzid : '', textOf(calendar, 'x-wr-timezone')]
  return {
    placeId: null,
    location: cleanLine(textOf(event, 'location')).slice(0, 300) || null,
    point: pointOf(event),
    timeZone: zones.find((zone) => zone !== '' && isTimeZone(zone)) ?? null,
  }
}

function pointOf(event: ICAL.Component): PlaceHints['point'] {
  const value: unknown = event.getFirstPropertyValue('geo')
  if (!Array.isArray(value)) return null
  const [latitude, longitude] = value.map(Number)
  if (latitude === undefined || longitude === undefined) return null
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}
