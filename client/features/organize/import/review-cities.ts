// Evaluates a pasted table of cities: for each row the place, the plan, errors, and whether it will be added.
import type { Exposure } from '#shared/domain/exposure.ts'
import type { MeetingPlan } from '#shared/domain/meeting.ts'
import { type Moment, meetingStart } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { cleanLine } from '#shared/domain/plain-text.ts'
import { readWhole } from '#shared/domain/typed-digits.ts'
import { limits } from '#shared/protocol/limits.ts'
import { newPlan } from '../../plan/plan-draft.ts'
import { type CityColumn, cityColumns } from './city-columns.ts'
import type { TableRow } from './city-table.ts'
import { type Match, matchPlace } from './match-place.ts'
import { readCountry } from './read-country.ts'
import { readDoors } from './read-doors.ts'
import { readLanguages } from './read-languages.ts'

/** A row as written, with one text per recognized column. */
export type WrittenRow = {
  readonly line: number
  readonly cells: Readonly<Partial<Record<CityColumn, string>>>
  /** The city's gazetteer id, if the row has one. */
  readonly placeId?: string
}

export type Fault = {
  readonly column: CityColumn
  readonly kind: 'missing' | 'not-read' | 'needs-moment' | 'out-of-range' | 'too-long'
  /** The text that could not be read. */
  readonly value: string
  /** True if the row cannot be added as it is; other errors only leave a value out. */
  readonly stops: boolean
}

/** `looking` or `failed` until the gazetteer has answered. */
export type Finding = 'looking' | 'failed' | readonly Place[]

export type ReviewedRow = WrittenRow & {
  readonly match: Match | { readonly kind: 'looking' | 'failed'; readonly place: null }
  /** Search results to choose from. */
  readonly candidates: readonly Place[]
  readonly place: Place | null
  readonly plan: MeetingPlan
  readonly faults: readonly Fault[]
  /** Another meeting in the same place: an existing one, or an earlier row by its line. */
  readonly duplicate: 'meets' | number | null
  readonly canGoIn: boolean
  readonly goesIn: boolean
}

export type ReviewContext = {
  readonly findings: ReadonlyMap<string, Finding>
  /** The organizer's choice for a line: a place, or null for none of them. */
  readonly chosen: ReadonlyMap<number, Place | null>
  /** Rows that the organizer ticked or unticked, by line. */
  readonly ticked: ReadonlyMap<number, boolean>
  /** Ids of places that have an approved or proposed meeting. */
  readonly meeting: ReadonlySet<string>
  readonly exposure: Exposure
  /** When the gathering starts. */
  readonly moment: Moment
  /** The gathering's languages. */
  readonly languages: readonly string[]
}

export type PlaceQuery = {
  readonly city: string
  readonly country: string | null
  /** More reliable than the name. */
  readonly placeId?: string
}

/** Drops cells of ignored columns; of duplicate columns only one is used. */
export function writtenRow(row: TableRow, columns: readonly (CityColumn | null)[]): WrittenRow {
  const cells: Partial<Record<CityColumn, string>> = {}
  for (const column of cityColumns) {
    const cell = row.cells[columns.indexOf(column)]
    if (cell !== undefined) cells[column] = cell
  }
  return { line: row.line, cells, ...(row.placeId === undefined ? {} : { placeId: row.placeId }) }
}

/** The gazetteer query for a row; null if it names no city. */
export function placeQueryOf({ cells, placeId }: WrittenRow): PlaceQuery | null {
  const city = cleanLine(cells.city ?? '')
  if (city === '') return null
  return { city, country: readCountry(cells.country ?? ''), ...(placeId === undefined ? {} : { placeId }) }
}

export function queryKey({ city, country, placeId }: PlaceQuery): string {
  return placeId === undefined ? `${country ?? ''} ${city}` : `#${placeId} ${city}`
}

/** In order: of several rows with the same place, the first is added. */
export function reviewCities(rows: readonly WrittenRow[], context: ReviewContext): readonly ReviewedRow[] {
  const lineOfPlace = new Map<string, number>()
  return rows.map((row) => {
    const reviewed = reviewRow(row, context, lineOfPlace)
    if (reviewed.goesIn && reviewed.place !== null && !lineOfPlace.has(reviewed.place.placeId))
      lineOfPlace.set(reviewed.place.placeId, row.line)
    return reviewed
  })
}

function reviewRow(
  row: WrittenRow,
  context: ReviewContext,
  lineOfPlace: ReadonlyMap<string, number>,
): ReviewedRow {
  const query = placeQueryOf(row)
  const finding = query === null ? [] : (context.findings.get(queryKey(query)) ?? 'looking')
  const candidates = typeof finding === 'string' ? [] : finding
  const match =
    typeof finding === 'string'
      ? ({ kind: finding, place: null } as const)
      : (placeOfId(row, finding) ?? matchPlace(query?.city ?? '', finding))
  const choice = context.chosen.get(row.line)
  const place = choice === undefined ? match.place : choice
  const { plan, faults } = readPlan(row, place, context)
  const duplicate =
    place === null
      ? null
      : context.meeting.has(place.placeId)
        ? 'meets'
        : (lineOfPlace.get(place.placeId) ?? null)
  const canGoIn = place !== null && !faults.some(({ stops }) => stops)
  // A different spelling may be a different place: the country or the organizer must confirm it.
  const isSure = match.kind !== 'near' || choice !== undefined || query?.country != null
  const goesIn = canGoIn && (context.ticked.get(row.line) ?? (duplicate === null && isSure))
  return { ...row, match, candidates, place, plan, faults, duplicate, canGoIn, goesIn }
}

/** Null if the row has no id, or the gazetteer does not know it. */
function placeOfId({ placeId }: WrittenRow, found: readonly Place[]): Match | null {
  const place = placeId === undefined ? undefined : found.find((candidate) => candidate.placeId === placeId)
  return place === undefined ? null : { kind: 'exact', place }
}

function readPlan(
  { cells }: WrittenRow,
  place: Place | null,
  context: ReviewContext,
): { readonly plan: MeetingPlan; readonly faults: readonly Fault[] } {
  const faults: Fault[] = []
  const fault = (column: CityColumn, kind: Fault['kind'], stops: boolean, value = cells[column] ?? '') =>
    faults.push({ column, kind, value, stops })
  const written = (column: CityColumn) => cleanLine(cells[column] ?? '')
  const line = (column: 'venue' | 'address' | 'host', most: number) => {
    if (written(column).length > most) fault(column, 'too-long', true)
    return written(column)
  }

  const usual = newPlan(context.languages)
  if (written('city') === '') fault('city', 'missing', true)
  if (written('country') !== '' && readCountry(written('country')) === null)
    fault('country', 'not-read', false)

  const capacity = readCapacity(written('capacity'))
  if (capacity === undefined) fault('capacity', 'not-read', true)
  else if (capacity !== null && (capacity < 1 || capacity > limits.capacity))
    fault('capacity', 'out-of-range', true)

  const languages = readLanguages(written('languages'))
  if (languages.unread.length > 0) fault('languages', 'not-read', false, languages.unread.join(', '))

  const zone = place?.timeZone ?? 'UTC'
  const doors =
    written('doors') === ''
      ? usual.doorsMinutesBefore
      : readDoors(written('doors'), meetingStart(context.moment, zone), zone)
  // A time of day can only be converted if the start is known.
  if (doors === null)
    fault(
      'doors',
      readDoors(written('doors'), anyMoment, 'UTC') === null ? 'not-read' : 'needs-moment',
      false,
    )
  // Until the place is known, its time zone is not.
  else if (doors > limits.doorsMinutes && place !== null) fault('doors', 'not-read', false)

  const plan: MeetingPlan = {
    ...usual,
    hostAlias: line('host', limits.alias),
    venue: line('venue', limits.venue),
    address: line('address', limits.address),
    capacity: capacity ?? null,
    languages: languages.tags.length > 0 ? languages.tags : usual.languages,
    doorsMinutesBefore: doors === null || doors > limits.doorsMinutes ? usual.doorsMinutesBefore : doors,
    exposure: context.exposure,
  }
  return { plan, faults }
}

/** Noon: used to check whether a cell would be readable if a date were set. */
const anyMoment = 12 * 3_600_000

const noLimit =
  /^(-|–|—|∞|no limit|unlimited|open|بلا حد|غير محدود|مفتوح|unbegrenzt|offen|sınırsız|illimité|obegränsat|onbeperkt|ilimitado|bêsînor|بێ سنوور)$/iu

/** Null for no limit; undefined if it is not a number. A word beside the number (“120 seats”) is fine, a range is not. */
function readCapacity(cell: string): number | null | undefined {
  if (cell === '' || noLimit.test(cell)) return null
  const whole = readWhole(cell)
  if (whole !== null) return whole
  const [, digits] = /^[^\d٠-٩۰-۹-]*([\d٠-٩۰-۹][\d٠-٩۰-۹٬٫.,'’]*)[^\d٠-٩۰-۹]*$/.exec(cell) ?? []
  return digits === undefined ? undefined : (readWhole(digits) ?? undefined)
}
