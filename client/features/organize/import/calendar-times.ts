// Parses dates, times and durations of a calendar file, and computes the instant if the zone is known.
import ICAL from 'ical.js'
import { cutText } from '#shared/domain/graphemes.ts'
import { instantFromLocal } from '#shared/domain/time.ts'
import { latinDigits } from '#shared/domain/typed-digits.ts'
import { type Component, type Property, propertyOf } from './calendar-tree.ts'
import { zoneOfName } from './calendar-zones.ts'
import type { Start } from './understood.ts'
import { zoneOfWindowsName } from './windows-zones.ts'

const pattern =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i

/** `YYYY-MM-DDTHH:mm` or only a date, with the offset given in the text; null if it is not a date. */
type Written = {
  readonly day: string
  readonly time: string | null
  /** Minutes east of UTC, if the text gives an offset. */
  readonly offset: number | null
}

function readWritten(text: string): Written | null {
  const plain = latinDigits(text.trim())
  const [, year, month, day, hours, minutes, , zone] = pattern.exec(plain) ?? []
  const date = `${year}-${month}-${day}`
  if (year === undefined || !isDate(date)) return null
  if (hours === undefined) return { day: date, time: null, offset: null }
  const offset = zone === undefined ? null : /z/i.test(zone) ? 0 : offsetOf(zone)
  // 24:00, midnight at the end of a day.
  if (hours === '24' && minutes === '00')
    return { day: new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10), time: '00:00', offset }
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  return { day: date, time: `${hours}:${minutes}`, offset }
}

function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === date
}

function offsetOf(zone: string): number {
  const digits = zone.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))
  return zone.startsWith('-') ? -minutes : minutes
}

/** Null if there is no date. A time in an unknown zone stays a local time. */
export function readTime(property: Property, calendar: Component): Start | null {
  const { params } = property
  // A zone name with a colon should be quoted: `TZID=GMT+01:00:20270120T180000`.
  const [, rest, last] = /^(.*):([^:]*)$/.exec(property.value) ?? []
  const written = readWritten(property.value) ?? (last === undefined ? null : readWritten(last))
  const isParted = last !== undefined && readWritten(property.value) === null
  if (written === null) return null
  if (written.time === null || params.get('VALUE')?.toUpperCase() === 'DATE')
    return { kind: 'day', day: written.day }
  const local = `${written.day}T${written.time}`
  if (written.offset !== null) return atOffset(local, written.offset)
  const ownName = params.get('TZID')?.trim() ?? ''
  const name = isParted && ownName !== '' ? `${ownName}:${rest}` : ownName
  if (name === '') return { kind: 'local', local }
  const known = zoneOfName(name)
  // Rules in a file may be years old, so zones with an unambiguous name use today's rules. Several programs use other names with their own
  // meaning: for those the file's zone definition is the better source.
  const isNamed =
    known?.kind === 'zone' &&
    (/[\w-]\/[\w-]/.test(name) || zoneOfWindowsName(name.replace(/"/g, '')) !== null)
  const own = isNamed ? null : byOwnZone(written, name, calendar)
  if (own !== null) return { kind: 'instant', at: own }
  if (known?.kind === 'offset') return atOffset(local, known.minutes)
  const at = known === null ? null : instantFromLocal(local, known.timeZone)
  return at === null ? { kind: 'local', local, zoneName: cutText(name, 80) } : { kind: 'instant', at }
}

function atOffset(local: string, minutes: number): Start {
  return { kind: 'instant', at: Date.parse(`${local}Z`) - minutes * 60_000 }
}

/** Uses the zone definition in the file, for zones that only its program knows. */
function byOwnZone({ day, time }: Written, name: string, calendar: Component): number | null {
  const zone = calendar.components.find(
    (component) => component.name === 'VTIMEZONE' && propertyOf(component, 'TZID')?.value.trim() === name,
  )
  if (zone === undefined || zone.components.length === 0) return null
  try {
    const parsed: unknown = ICAL.parse(serialise(zone))
    const component = new ICAL.Component(parsed as ConstructorParameters<typeof ICAL.Component>[0])
    const at = ICAL.Time.fromDateTimeString(`${day}T${time}:00`)
    at.zone = new ICAL.Timezone({ component, tzid: name })
    const seconds = at.toUnixTime()
    return Number.isFinite(seconds) ? seconds * 1000 : null
  } catch {
    // The zone definition is invalid.
    return null
  }
}

/** Serializes only the properties that define a zone's rules. */
function serialise({ name, properties, components }: Component): string {
  const needed = properties.filter(({ name: property }) =>
    /^(?:TZID|DTSTART|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)$/.test(property),
  )
  return [
    `BEGIN:${name}`,
    ...needed.map(({ name: property, value }) => `${property}:${value.trim()}`),
    ...components.map(serialise),
    `END:${name}`,
  ].join('\r\n')
}

/** Ms, may be negative; null if it is not a duration. */
export function readDuration(text: string): number | null {
  const [whole, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/i.exec(
      text.trim(),
    ) ?? []
  if (whole === undefined || !/\d/.test(whole)) return null
  const total =
    ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 3600 + Number(minutes) * 60 + Number(seconds)
  return (sign === '-' ? -1 : 1) * total * 1000
}

/** Ms between two times; null if their clocks cannot be compared, or one has no time of day. */
export function lengthBetween(start: Start | null, end: Start | null): number | null {
  if (start?.kind === 'instant' && end?.kind === 'instant') return end.at - start.at
  if (start?.kind !== 'local' || end?.kind !== 'local' || start.zoneName !== end.zoneName) return null
  return Date.parse(`${end.local}Z`) - Date.parse(`${start.local}Z`)
}
