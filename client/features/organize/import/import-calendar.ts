// Reads entries from a calendar file (iCalendar, RFC 5545, or vCalendar 1.0) of any program.
import { cutText } from '#shared/domain/graphemes.ts'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'
import { limits } from '#shared/protocol/limits.ts'
import { readCalendarLines } from './calendar-lines.ts'
import { lengthBetween, readDuration, readTime } from './calendar-times.ts'
import {
  type Component,
  type Property,
  propertyOf,
  readComponents,
  readProperty,
  textOf,
  withoutLooseText,
} from './calendar-tree.ts'
import { zoneOfName } from './calendar-zones.ts'
import type { Encoding } from './text-encoding.ts'
import type { LeftBehind, PlaceHints, Start, Understood } from './understood.ts'

export type ReadCalendar = {
  readonly entries: readonly Understood[]
  readonly encoding: Encoding
  readonly isOnlyAscii: boolean
}

const shortestMs = 5 * 60_000
const longestName = 80

/** Null if the file is not a calendar. `encoding`: the organizer's manual choice. */
export function readCalendar(file: string | Uint8Array, encoding?: Encoding): ReadCalendar | null {
  const text = readCalendarLines(file, encoding)
  const root = text === null ? null : readComponents(text.lines)
  if (text === null || root === null) return null
  const calendars = root.components.filter(({ name }) => name === 'VCALENDAR')
  const loose = root.components.some(({ name }) => name === 'VEVENT') ? [root] : []
  if (calendars.length + loose.length === 0) return null
  return {
    entries: [...calendars, ...loose].flatMap(entriesOf),
    encoding: text.encoding,
    isOnlyAscii: text.isOnlyAscii,
  }
}

function entriesOf(calendar: Component): Understood[] {
  return calendar.components
    .filter(({ name }) => name === 'VEVENT')
    .map((event) => readEntry(withoutLooseText(event), calendar))
}

function readEntry(event: Component, calendar: Component): Understood {
  const unread = new Set(event.unread.map(nameLine))
  for (const { name, line } of event.properties) if (!isProperty(name)) unread.add(nameLine(line))
  const rescued = event.unread.map(rescueTime).filter((property) => property !== null)
  const timeOf = (name: string): { readonly at: Start | null; readonly isThere: boolean } => {
    const property = propertyOf(event, name) ?? rescued.find((candidate) => candidate.name === name) ?? null
    const at = property === null ? null : readTime(property, calendar)
    if (property !== null && at === null) unread.add(nameLine(`${name}:${property.value}`))
    return { at, isThere: property !== null }
  }

  // Some programs omit DTSTART for a changed occurrence of a series.
  const begins = timeOf('DTSTART')
  const start = begins.isThere ? begins.at : timeOf('RECURRENCE-ID').at
  const left = leftOf(event, calendar)
  if (start?.kind === 'day') left.push('no-hour')
  const { lengthMs, fault } = lengthOf(event, start, timeOf)
  if (fault !== null) left.push(fault)

  const words = { title: cleanLine(textOf(event, 'SUMMARY')), statement: plain(textOf(event, 'DESCRIPTION')) }
  const title = cutText(words.title, limits.title).trim()
  const statement = cutText(words.statement, limits.statement).trim()
  if (title !== words.title || statement !== words.statement) left.push('cut')
  const point = pointOf(event)
  if (point === null && propertyOf(event, 'GEO') !== null) unread.add(nameLine(`GEO:${textOf(event, 'GEO')}`))
  return {
    title,
    statement,
    start,
    lengthMs,
    hints: hintsOf(event, calendar, point),
    left,
    ...(unread.size === 0 ? {} : { unread: [...unread] }),
    cities: [],
    edit: null,
  }
}

function leftOf(event: Component, calendar: Component): LeftBehind[] {
  const left: LeftBehind[] = []
  const names = new Set([
    ...event.properties.map(({ name }) => name),
    ...event.unread.map((line) => (/^[\w-]+/.exec(line)?.[0] ?? '').toUpperCase()),
  ])
  const has = (...wanted: string[]) => wanted.some((name) => names.has(name))
  const isCancelled =
    /^cancell?ed$/i.test(textOf(event, 'STATUS').trim()) ||
    /^cancel$/i.test(textOf(calendar, 'METHOD').trim())
  if (isCancelled) left.push('cancelled')
  if (has('RRULE', 'RDATE')) left.push('repeats')
  if (has('RECURRENCE-ID')) left.push('one-of-series')
  if (has('ATTENDEE', 'ORGANIZER', 'CONTACT')) left.push('people')
  if (has('ATTACH', 'IMAGE')) left.push('files')
  return left
}

/** The length, limited to what a draft allows; `fault` if the file gave another length or an unreadable one. */
function lengthOf(
  event: Component,
  start: Start | null,
  timeOf: (name: string) => { readonly at: Start | null; readonly isThere: boolean },
): { readonly lengthMs: number | null; readonly fault: 'end' | 'length' | null } {
  if (start?.kind === 'day') return { lengthMs: null, fault: null }
  const duration = propertyOf(event, 'DURATION')
  const end = timeOf('DTEND')
  if (duration === null && !end.isThere) return { lengthMs: null, fault: null }
  const given = (duration === null ? null : readDuration(duration.value)) ?? lengthBetween(start, end.at)
  // Ignore an end before the start.
  if (given === null || given < 0) return { lengthMs: null, fault: 'end' }
  const lengthMs = Math.min(limits.lengthMs, Math.max(shortestMs, given))
  return { lengthMs, fault: lengthMs === given ? null : 'length' }
}

/** Recovers a time with unreadable parameters as a time in an unknown zone. */
function rescueTime(line: string): Property | null {
  if (line.length > 1000) return null
  const [, name, value] = /^(DTSTART|DTEND)\s*;.*:([^:"]*\d)\s*(?:Z\s*)?$/i.exec(line) ?? []
  if (name === undefined || value === undefined) return null
  const ending = /Z\s*$/i.test(line) ? 'Z' : ''
  const zone = /TZID=["']*([^"';:]+)/i.exec(line)?.[1]
  return readProperty(`${name}${zone === undefined ? '' : `;TZID="${zone}"`}:${value}${ending}`)
}

/** How an ignored line is shown to the organizer: its property name, or its first characters. */
function nameLine(line: string): string {
  const property = /^([A-Z][A-Z0-9-]*)\s*[;:]/.exec(line)?.[1]
  const isTime = property !== undefined && /^(?:DTSTART|DTEND|GEO|DURATION)$/.test(property)
  if (property !== undefined && isProperty(property) && !isTime) return property
  const text = cleanLine(cutText(line, 1000))
  return text.length > longestName ? `${cutText(text, longestName - 1)}…` : text
}

/** Properties of RFC 5545, 7986, 9073 and vCalendar 1.0; other names may come from text that lost its fold. */
const properties = new Set(
  (
    'ATTACH CATEGORIES CLASS COMMENT DESCRIPTION GEO LOCATION PERCENT-COMPLETE PRIORITY RESOURCES STATUS SUMMARY COMPLETED DTEND DUE ' +
    'DTSTART DURATION FREEBUSY TRANSP ATTENDEE CONTACT ORGANIZER RECURRENCE-ID RELATED-TO URL UID EXDATE EXRULE RDATE RRULE CREATED ' +
    'DTSTAMP LAST-MODIFIED SEQUENCE REQUEST-STATUS NAME REFRESH-INTERVAL SOURCE COLOR IMAGE CONFERENCE STYLED-DESCRIPTION ' +
    'STRUCTURED-DATA LOCATION-TYPE PARTICIPANT-TYPE RESOURCE-TYPE CALENDAR-ADDRESS ACKNOWLEDGED LINK CONCEPT REFID DALARM AALARM ' +
    'MALARM PALARM RNUM DCREATED TZ TZID'
  ).split(' '),
)

function isProperty(name: string): boolean {
  return properties.has(name) || name.startsWith('X-')
}

/** Converts HTML to plain text: some programs write HTML into plain text fields. */
function plain(text: string): string {
  if (!/<(?:br|p|div|a|span|b|ul|html)\b[^>]*>/i.test(text)) return cleanText(text)
  const page = new DOMParser().parseFromString(
    text.replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n'),
    'text/html',
  )
  return cleanText(page.body.textContent ?? '')
}

function hintsOf(event: Component, calendar: Component, point: PlaceHints['point']): PlaceHints {
  const begins = propertyOf(event, 'DTSTART') ?? propertyOf(event, 'RECURRENCE-ID')
  const names = [begins?.params.get('TZID') ?? '', textOf(calendar, 'X-WR-TIMEZONE')]
  const zones = names.map((name) => (name === '' ? null : zoneOfName(name)))
  return {
    placeId: null,
    location: cutText(cleanLine(textOf(event, 'LOCATION')), 300) || null,
    point,
    timeZone: zones.find((zone) => zone?.kind === 'zone')?.timeZone ?? null,
  }
}

function pointOf(event: Component): PlaceHints['point'] {
  const [, latitude, longitude] =
    /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[;,]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(textOf(event, 'GEO')) ?? []
  if (latitude === undefined || longitude === undefined) return null
  const point = { latitude: Number(latitude), longitude: Number(longitude) }
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null
}
