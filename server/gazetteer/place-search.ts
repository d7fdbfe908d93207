// Searches places for many people at once: off the main thread, one query at a time, with cached answers and a bounded queue.
import { foldName } from '#shared/domain/fold-name.ts'
import type { Place, Point } from '#shared/domain/place.ts'
import { createByteCache } from '../byte-cache.ts'
import { createWorkQueue } from '../work-queue.ts'
import type { Gazetteer, SearchOptions } from './gazetteer.ts'

/** A query to the search engine, as plain data. */
export type PlaceQuestion =
  | {
      readonly query: string
      readonly options: Omit<SearchOptions, 'meeting'> & { readonly meeting?: readonly string[] }
    }
  | { readonly nearest: Point }

export type PlaceEngine = {
  readonly ask: (question: PlaceQuestion) => Promise<readonly Place[]>
  readonly close: () => Promise<void>
}

export type NamedPlace = {
  readonly query: string
  readonly language?: string | undefined
  readonly country?: string | undefined
  /** A place, not a reader's position. */
  readonly near?: Place | undefined
  /** Cities that come first; `tag` identifies the set in cache keys. */
  readonly meeting?: { readonly tag: string; readonly placeIds: readonly string[] } | undefined
}

export type PlaceSearch = {
  /** Best first. Rejects with `TooBusy` if too many queries wait. */
  readonly byName: (asked: NamedPlace) => Promise<readonly Place[]>
  /** Undefined if there is no place at all. Rejects with `TooBusy`. */
  readonly nearest: (point: Point) => Promise<Place | undefined>
}

const shown = 8
const longestQuery = 80
const maxBytes = 8 * 1024 * 1024
/** A query takes 35 ms at most, so the last one in the queue waits a second and a half. */
const mostWaiting = { names: 40, points: 20 } as const
/** Steps per degree, about a tenth of a kilometre. Files do not give positions more exactly. */
const coarseness = 1000

export function createPlaceSearch(engine: PlaceEngine): PlaceSearch {
  const kept = createByteCache<null>({ maxBytes })
  const queue = createWorkQueue(1, mostWaiting)

  return {
    byName: async ({ query, language, country, near, meeting }) => {
      const folded = foldName(query.slice(0, longestQuery)).slice(0, longestQuery)
      const base = language?.split('-')[0]
      // Names exist in these two languages; all others count as none.
      const readers = base === 'ar' || base === 'en' ? base : undefined
      const inCountry = country?.toUpperCase()
      if (folded === '' || (inCountry !== undefined && !/^[A-Z]{2}$/.test(inCountry))) return []
      const key = [folded, readers, inCountry, near?.placeId, meeting?.tag].join('|')
      return kept.getOrLoad(key, null, () =>
        queue.run('names', () =>
          engine.ask({
            query: folded,
            options: {
              limit: shown,
              ...(readers === undefined ? {} : { language: readers }),
              ...(inCountry === undefined ? {} : { country: inCountry }),
              ...(near === undefined ? {} : { near: { latitude: near.latitude, longitude: near.longitude } }),
              ...(meeting === undefined ? {} : { meeting: meeting.placeIds }),
            },
          }),
        ),
      )
    },
    nearest: async (point) => {
      const rounded = (degrees: number) => Math.round(degrees * coarseness) / coarseness
      const nearest = { latitude: rounded(point.latitude), longitude: rounded(point.longitude) }
      const [place] = await kept.getOrLoad(`at ${nearest.latitude} ${nearest.longitude}`, null, () =>
        queue.run('points', () => engine.ask({ nearest })),
      )
      return place
    },
  }
}

export function answerPlaces(gazetteer: Gazetteer, question: PlaceQuestion): readonly Place[] {
  if ('nearest' in question) return gazetteer.nearest(question.nearest, 1)
  const { meeting, ...options } = question.options
  return gazetteer.search(question.query, {
    ...options,
    ...(meeting === undefined ? {} : { meeting: new Set(meeting) }),
  })
}

/** Runs in the same thread: for tests and tools. */
export function placesInProcess(gazetteer: Gazetteer): PlaceEngine {
  return { ask: async (question) => answerPlaces(gazetteer, question), close: async () => undefined }
}
