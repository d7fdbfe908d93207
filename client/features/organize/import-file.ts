// What a file says of a gathering: an iCalendar entry, or a gathering that was taken out of an installation like this one.
import { ownValue } from '#shared/domain/own-value.ts'
import { gatheringExport } from '#shared/protocol/gathering-export.ts'
import type { Understood } from './understood.ts'

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
  const title =
    languages.map((language) => ownValue(texts, language)?.title ?? '').find((each) => each !== '') ?? ''
  return [
    {
      title,
      statement: '',
      start: startsAt === null ? null : { kind: 'instant', at: startsAt },
      lengthMs,
      hints: { placeId: leadPlaceId, location: null, point: null, timeZone: null },
      left: [],
      cities,
      edit: { clockRule, languages, texts },
    },
  ]
}
