// Writes iCalendar (RFC 5545, RFC 7986). The only file that uses the library; adds the properties that the library cannot write.
import ical, {
  ICalAlarmType,
  type ICalCalendar,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { foldLines } from './fold-lines.ts'

export type Words = { readonly text: string; readonly language: string }

/** Instants, epoch ms, which no reader can shift; or local times (`YYYY-MM-DDTHH:mm`) in a zone. */
export type When =
  | { readonly kind: 'instant'; readonly from: number; readonly to: number }
  | { readonly kind: 'local'; readonly timeZone: string; readonly from: string; readonly to: string }

export type Conference = {
  readonly uri: string
  readonly label: Words
  /** RFC 7986 §6.3. */
  readonly features: readonly ('AUDIO' | 'VIDEO' | 'PHONE')[]
}

export type Entry = {
  readonly uid: string
  readonly sequence: number
  /** Epoch ms. */
  readonly changedAt: number
  readonly when: When
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  /** Marks the time as busy in the reader's calendar. */
  readonly isBusy: boolean
  readonly summary: Words
  readonly description: Words
  readonly location: Words | null
  /** Degrees, WGS 84: the position of a city, never of a venue. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null
  readonly url: string
  readonly categories: readonly Words[]
  readonly conferences: readonly Conference[]
  /** The UID of the parent entry. */
  readonly partOf: string | null
  /** Minutes before the start at which alarms ring. */
  readonly alarmsMinutes: readonly number[]
}

export type Calendar = {
  readonly name: Words
  /** The URL of the calendar itself. */
  readonly source: string
  /** How often a subscriber should refresh. */
  readonly refreshMinutes: number
  readonly changedAt: number
  /** A VTIMEZONE for every zone used in entries, as a list of lines. */
  readonly timeZones: readonly (readonly string[])[]
  readonly entries: readonly Entry[]
}

/**
 * Ends lines with CRLF, at most 75 octets each. Has no METHOD, which would require an ORGANIZER (RFC 5546 §3.2.1); so DTSTAMP is the time
 * of an entry's last revision (RFC 5545 §3.8.7.2), and the same calendar always has the same octets. Never contains who attends or
 * organizes.
 */
export function writeCalendar(calendar: Calendar): string {
  const made = ical({ prodId: { company: 'Multaqa', product: 'Multaqa', language: 'EN' } })
  made.ttl(calendar.refreshMinutes * 60)
  const head = linesOf(made.toString()).slice(0, -1)
  const { name } = calendar
  const lines = [
    ...head,
    'CALSCALE:GREGORIAN',
    wordsLine('NAME', name),
    `X-WR-CALNAME:${escapeText(name.text)}`,
    `SOURCE;VALUE=URI:${calendar.source}`,
    `LAST-MODIFIED:${utc(calendar.changedAt)}`,
    ...calendar.timeZones.flat(),
    ...calendar.entries.flatMap((entry) => entryLines(made, entry)),
    'END:VCALENDAR',
  ]
  return foldLines(lines)
}

/** The library's lines, with our own properties replacing or following its own. */
function entryLines(calendar: ICalCalendar, entry: Entry): string[] {
  const own = ownLines(entry)
  const named = new Set(own.map(nameOf))
  const written = linesOf(createEvent(calendar, entry).toString())
  const alarms = written.indexOf('BEGIN:VALARM')
  const end = alarms === -1 ? written.length - 1 : alarms
  const isKept = (line: string) => !named.has(nameOf(line))
  // The library puts some properties after the alarms, where some readers do not look for them.
  const { before, inside, after } = {
    before: written.slice(0, end),
    inside: written.slice(end, written.lastIndexOf('END:VALARM') + 1),
    after: written.slice(Math.max(end, written.lastIndexOf('END:VALARM') + 1), -1),
  }
  return [...before.filter(isKept), ...after.filter(isKept), ...own, ...inside, 'END:VEVENT']
}

function createEvent(calendar: ICalCalendar, entry: Entry): ICalEvent {
  const { when, point, status } = entry
  const instants = when.kind === 'instant' ? when : { from: 0, to: 0 }
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(entry.changedAt),
    lastModified: new Date(entry.changedAt),
    start: new Date(instants.from),
    end: new Date(instants.to),
    summary: entry.summary.text,
    status: ICalEventStatus[status],
    transparency: entry.isBusy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
  })
  if (point !== null) {
    event.location({ title: 'city', geo: { lat: point.latitude, lon: point.longitude } })
  }
  for (const minutes of entry.alarmsMinutes) {
    event.createAlarm({
      type: ICalAlarmType.display,
      trigger: minutes * 60,
      description: entry.summary.text,
    })
  }
  return event
}

/** Replacements for the library's properties: it has no languages, escapes URLs like text, and reads local times in the machine's zone. */
function ownLines(entry: Entry): string[] {
  const { when, location } = entry
  return [
    ...(when.kind === 'local'
      ? [`DTSTART;TZID=${when.timeZone}:${local(when.from)}`, `DTEND;TZID=${when.timeZone}:${local(when.to)}`]
      : []),
    wordsLine('SUMMARY', entry.summary),
    wordsLine('DESCRIPTION', entry.description),
    ...(location === null ? [] : [wordsLine('LOCATION', location)]),
    ...entry.categories.map((words) => wordsLine('CATEGORIES', words)),
    `URL:${entry.url}`,
    ...entry.conferences.map(conferenceLine),
    ...(entry.partOf === null ? [] : [`RELATED-TO;RELTYPE=PARENT:${entry.partOf}`]),
  ]
}

function conferenceLine({ uri, label, features }: Conference): string {
  const said = `LABEL=${quote(label.text)};LANGUAGE=${label.language}`
  return `CONFERENCE;VALUE=URI;FEATURE=${features.join(',')};${said}:${uri}`
}

function wordsLine(name: string, { text, language }: Words): string {
  return `${name};LANGUAGE=${language}:${escapeText(text)}`
}

/** RFC 5545 §3.3.11. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(controls, '')
}

/** A parameter value, which can contain neither quotes nor control characters (RFC 5545 §3.2). */
function quote(text: string): string {
  return `"${text.replace(/"/g, "'").replace(/\s/g, ' ').replace(controls, '')}"`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a content line must not hold
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/g

/** RFC 5545 §3.3.5, form 2. */
export function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** RFC 5545 §3.3.5, form 1. */
export function local(time: string): string {
  return `${time.replace(/[-:]/g, '')}00`
}

function nameOf(line: string): string {
  return /^[A-Z-]+/.exec(line)?.[0] ?? line
}

function linesOf(text: string): string[] {
  return text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
}
