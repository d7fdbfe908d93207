// What a file says of a gathering: an iCalendar entry, or a gathering that was taken out of an installation like this one.
import type { Point } from '#shared/domain/place.ts'
import { gatheringExport } from '#shared/protocol/gathering-export.ts'
import type { GatheringEditInput } from './gathering-fields.ts'

/** What of a file stays behind; each has words of its own. */
export type LeftBehind = 'repeats' | 'people' | 'files' | 'no-hour' | 'length' | 'cut' | 'cities'

export type Start =
  | { readonly kind: 'instant'; readonly at: number }
  /** A clock's time without a zone, `YYYY-MM-DDTHH:mm`: that of the place where it is. */
  | { readonly kind: 'local'; readonly local: string }
  /** A day without an hour, `YYYY-MM-DD`. */
  | { readonly kind: 'day'; readonly day: string }

/** What may tell where it is, each as far as the file has it. */
export type PlaceHints = {
  readonly placeId: string | null
  readonly location: string | null
  readonly point: Point | null
  readonly timeZone: string | null
}

export type Understood = {
  readonly title: string
  /** Of an entry: its description. Empty where the words are in `edit`. */
  readonly statement: string
  readonly start: Start | null
  readonly lengthMs: number | null
  readonly hints: PlaceHints
  readonly left: readonly LeftBehind[]
  /** All words and languages of a gathering of this kind. */
  readonly edit: GatheringEditInput | null
}

export type ReadFile =
  | { readonly ok: true; readonly entries: readonly Understood[] }
  | { readonly ok: false; readonly reason: 'too-large' | 'not-readable' | 'empty' }

/** Characters; a gathering in a dozen languages is a tenth of it. */
export const longestFile = 2_000_000

/** Never throws, whatever the file holds. It is read on this device and sent nowhere. */
export async function readFile(text: string): Promise<ReadFile> {
  if (text.length > longestFile) return { ok: false, reason: 'too-large' }
  const entries = text.trimStart().startsWith('{') ? readExport(text) : await readEntries(text)
  if (entries === null) return { ok: false, reason: 'not-readable' }
  return entries.length === 0 ? { ok: false, reason: 'empty' } : { ok: true, entries }
}

async function readEntries(text: string): Promise<readonly Understood[] | null> {
  // Fetched by the few who bring a calendar.
  const { readCalendar } = await import('./import-calendar.ts')
  return readCalendar(text)
}

function readExport(text: string): readonly Understood[] | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = gatheringExport.safeParse(json)
  if (!parsed.success) return null
  const { gathering, cities } = parsed.data
  const { startsAt, lengthMs, clockRule, leadPlaceId, languages, texts } = gathering
  const title = languages.map((language) => texts[language]?.title ?? '').find((each) => each !== '') ?? ''
  return [
    {
      title,
      statement: '',
      start: startsAt === null ? null : { kind: 'instant', at: startsAt },
      lengthMs,
      hints: { placeId: leadPlaceId, location: null, point: null, timeZone: null },
      left: cities.length === 0 ? [] : ['cities'],
      edit: { clockRule, languages, texts },
    },
  ]
}
