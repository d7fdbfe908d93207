// Places by name for many people at once: searched off the main thread, one after another, each question once, with a bound on what waits.
import { foldName } from '#shared/domain/fold-name.ts'
import type { Place, Point } from '#shared/domain/place.ts'
import { createByteCache } from '../byte-cache.ts'
import { createWorkQueue } from '../work-queue.ts'
import type { Gazetteer, SearchOptions } from './gazetteer.ts'

/** What the searching side is asked, as plain data. */
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
  /** A place, not a position. */
  readonly near?: Place | undefined
  /** Cities that go first; `tag` is another one for another set. */
  readonly meeting?: { readonly tag: string; readonly placeIds: readonly string[] } | undefined
}

export type PlaceSearch = {
  /** Best first. Rejects with `TooBusy` when too many wait. */
  readonly byName: (asked: NamedPlace) => Promise<readonly Place[]>
  /** Undefined where there is no place at all. Rejects with `TooBusy`. */
  readonly nearest: (point: Point) => Promise<Place | undefined>
}

const shown = 8
const longestQuery = 80
const maxBytes = 8 * 1024 * 1024
/** A question takes 35 ms at most, so that the last one waits a second and a half. */
const mostWaiting = { names: 40, points: 20 } as const
/** Degrees: a tenth of a kilometre. A file says no place more exactly. */
const coarseness = 1000

export function createPlaceSearch(engine: PlaceEngine): PlaceSearch {
  const kept = createByteCache<null>({ maxBytes })
  const queue = createWorkQueue(1, mostWaiting)

  return {
    byName: async ({ query, language, country, near, meeting }) => {
      const folded = foldName(query.slice(0, longestQuery)).slice(0, longestQuery)
      const base = language?.split('-')[0]
      // The two languages that names are in; any other reads as none.
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

/** In the same thread: for tests and tools. */
export function placesInProcess(gazetteer: Gazetteer): PlaceEngine {
  return { ask: async (question) => answerPlaces(gazetteer, question), close: async () => undefined }
}
