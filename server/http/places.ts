// The gazetteer over HTTP: places by name, by id, and by a clock's zone.
import type { Context, Hono } from 'hono'
import type { Point } from '#shared/domain/place.ts'
import type { Gazetteer, SearchOptions } from '../gazetteer/gazetteer.ts'
import type { Readings } from '../reading/readings.ts'

export type PlacesParts = { readonly gazetteer: Gazetteer; readonly readings: Readings }

const shown = 8
const longestQuery = 80
const longestZone = 64
/** Places move slowly; which of them meet may change today. */
const keptSeconds = { places: 3600, meetings: 60 } as const

export function addPlaces(app: Hono, { gazetteer, readings }: PlacesParts): void {
  /**
   * `q`: a name in any script, and with it: `language` of the reader; `country`, an ISO 3166-1 code; `near`, the id of a place, never a
   * position; `gathering`, the id or slug of the one whose cities go first. Or `id`: one place. Or `zone`: an IANA zone, for the largest
   * place in it. Or `at`: the latitude and longitude that a file gives for a place, never where a reader is, for the nearest.
   */
  app.get('/api/places', async (context) => {
    const { q, zone, at, id, gathering } = context.req.query()
    const seconds = gathering === undefined ? keptSeconds.places : keptSeconds.meetings
    context.header('Cache-Control', `public, max-age=${seconds}`)
    if (id !== undefined) return answer(context, gazetteer.byId(id))
    if (zone !== undefined) return answer(context, gazetteer.largestInZone(zone.slice(0, longestZone)))
    if (at !== undefined) {
      const point = readPoint(at)
      return answer(context, point === null ? undefined : gazetteer.nearest(point, 1)[0])
    }
    const options = await readOptions(context)
    return context.json({ places: gazetteer.search((q ?? '').slice(0, longestQuery), options) })
  })

  function answer(context: Context, place: ReturnType<Gazetteer['byId']>): Response {
    return context.json({ places: place === undefined ? [] : [place] })
  }

  async function readOptions(context: Context): Promise<SearchOptions> {
    const { language, country, near, gathering } = context.req.query()
    const nearPlace = near === undefined ? undefined : gazetteer.byId(near)
    const meeting = gathering === undefined ? undefined : await placesThatMeet(gathering)
    return {
      limit: shown,
      ...(language === undefined ? {} : { language }),
      ...(country === undefined ? {} : { country: country.toUpperCase() }),
      ...(nearPlace === undefined ? {} : { near: nearPlace }),
      ...(meeting === undefined ? {} : { meeting }),
    }
  }

  /** As strangers see them: a city that is closed to them is not given away by where it stands in a list. */
  async function placesThatMeet(gathering: string): Promise<ReadonlySet<string> | undefined> {
    const gatheringId = await readings.findId(gathering.slice(0, longestQuery))
    if (gatheringId === null) return undefined
    return readings.remember(gatheringId, 'places that meet', async () => {
      const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
      const open = (snapshot?.meetings ?? []).filter(({ status }) => status === 'approved')
      return new Set(open.map(({ place }) => place.placeId))
    })
  }
}

/** `37.07,37.38` in degrees; null for what is no place on the earth. */
function readPoint(text: string): Point | null {
  const parts = /^(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text)
  if (parts === null) return null
  const [latitude, longitude] = [Number(parts[1]), Number(parts[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}
