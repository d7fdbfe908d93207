// The gazetteer over HTTP: places by name, by id, by zone, and by position.
import type { Context, Hono } from 'hono'
import type { Place, Point } from '#shared/domain/place.ts'
import type { PlaceList } from '../gazetteer/gazetteer.ts'
import type { NamedPlace, PlaceSearch } from '../gazetteer/place-search.ts'
import { ticketClock } from '../reading/clocks.ts'
import type { Readings } from '../reading/view-cache.ts'
import { tagOf } from './cached-response.ts'

export type PlacesParts = {
  readonly gazetteer: PlaceList
  readonly placeSearch: PlaceSearch
  readonly readings: Readings
}

const longestZone = 64
/** Places rarely change; the list of cities that meet may change today. */
const keptSeconds = { places: 3600, meetings: 60 } as const

export function addPlaces(app: Hono, { gazetteer, placeSearch, readings }: PlacesParts): void {
  /**
   * `q`: a name in any script, optionally with `language` of the reader; `country`, an ISO 3166-1 code; `near`, the id of a place, never a
   * position; `gathering`, the id or slug of the gathering whose cities come first. Or `id`: one place. Or `zone`: an IANA zone, for its
   * largest place. Or `at`: latitude and longitude of a place from a file, never a reader's position, for the nearest place.
   */
  app.get('/api/places', async (context) => {
    const { q = '', zone, at, id, gathering, language, country, near } = context.req.query()
    const seconds = gathering === undefined ? keptSeconds.places : keptSeconds.meetings
    context.header('Cache-Control', `public, max-age=${seconds}`)
    if (id !== undefined) return answer(context, gazetteer.byId(id))
    if (zone !== undefined) return answer(context, gazetteer.largestInZone(zone.slice(0, longestZone)))
    if (at !== undefined) {
      const point = readPoint(at)
      return answer(context, point === null ? undefined : await placeSearch.nearest(point))
    }
    const places = await placeSearch.byName({
      query: q,
      language,
      country,
      near: near === undefined ? undefined : gazetteer.byId(near),
      meeting: gathering === undefined ? undefined : await placesThatMeet(gathering),
    })
    return answerAll(context, places)
  })

  function answer(context: Context, place: Place | undefined): Response {
    return answerAll(context, place === undefined ? [] : [place])
  }

  /** With one clock for each of their zones. */
  function answerAll(context: Context, places: readonly Place[]): Response {
    const zones = [...new Set(places.map(({ timeZone }) => timeZone))]
    return context.json({ places, clocks: zones.map(ticketClock) })
  }

  /** As strangers see them: the order of a list must not reveal a city that is closed to them. */
  async function placesThatMeet(gathering: string): Promise<NamedPlace['meeting']> {
    const gatheringId = await readings.findId(gathering)
    if (gatheringId === null) return undefined
    return readings.remember(gatheringId, 'places that meet', async () => {
      const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
      const open = (snapshot?.meetings ?? []).filter(({ status }) => status === 'approved')
      const placeIds = [...new Set(open.map(({ place }) => place.placeId))].sort()
      return { tag: tagOf(placeIds.join()), placeIds }
    })
  }
}

/** `37.07,37.38` in degrees; null for an invalid position. */
function readPoint(text: string): Point | null {
  const parts = /^(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text)
  if (parts === null) return null
  const [latitude, longitude] = [Number(parts[1]), Number(parts[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}
