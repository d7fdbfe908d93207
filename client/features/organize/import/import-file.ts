// Reads a gathering from a file: an iCalendar entry, or a gathering exported from an installation of this app.
import { ownValue } from '#shared/domain/own-value.ts'
import { gatheringExport } from '#shared/protocol/gathering-export.ts'
import { learnAllZones } from '../../../sync/all-zones.ts'
import type { Encoding } from './text-encoding.ts'
import type { Understood } from './understood.ts'

export type ReadFile =
  | {
      readonly ok: true
      readonly entries: readonly Understood[]
      /** For a calendar with non-ASCII characters: the encoding used to read it. */
      readonly encoding?: Encoding
    }
  | {
      readonly ok: false
      readonly reason: 'too-large' | 'not-readable' | 'empty'
      readonly encoding?: Encoding
    }

/** Characters; a gathering in a dozen languages takes a tenth of it. */
export const longestFile = 2_000_000
/** For a calendar, which may hold years of entries. */
const mostBytes = 4 * longestFile

/**
 * Never throws, whatever the file contains. The file is read on this device and never sent. `encoding`: the organizer's manual choice;
 * ignored for a string.
 */
export async function readFile(file: string | Uint8Array, encoding?: Encoding): Promise<ReadFile> {
  if (file.length > (typeof file === 'string' ? longestFile : mostBytes))
    return { ok: false, reason: 'too-large' }
  const json = exportText(file)
  if (json !== null) return answer(readExport(json))
  // Load the parser only when needed, with the clocks of all zones: entries may be in any zone. Without a network their times stay local
  // times whose zone the organizer is asked for.
  const [{ readCalendar }] = await Promise.all([
    import('./import-calendar.ts'),
    learnAllZones().catch(() => null),
  ])
  const read = readCalendar(file, encoding)
  if (read === null) return { ok: false, reason: 'not-readable', ...(encoding && { encoding }) }
  return { ...answer(read.entries), ...(read.isOnlyAscii ? {} : { encoding: read.encoding }) }
}

function answer(entries: readonly Understood[] | null): ReadFile {
  if (entries === null) return { ok: false, reason: 'not-readable' }
  return entries.length === 0 ? { ok: false, reason: 'empty' } : { ok: true, entries }
}

/** Null if the file is not JSON. JSON is always UTF-8. */
function exportText(file: string | Uint8Array): string | null {
  const isText = typeof file === 'string'
  const start = isText ? file.slice(0, 100) : new TextDecoder().decode(file.subarray(0, 100))
  if (
    !start
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{')
  )
    return null
  return (isText ? file : new TextDecoder().decode(file)).replace(/^\uFEFF/, '')
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
