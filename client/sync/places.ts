// Asks the server's gazetteer for places by name, id or point, and for the largest place of a time zone.
import type { Place, Point } from '#shared/domain/place.ts'
import { learnClocks, type ZoneClock } from '#shared/domain/zone-clock.ts'
import { readAnswer } from './read-answer.ts'

/** Context of the search, besides the name. */
export type SearchContext = {
  /** ISO 3166-1 alpha-2: restricts the search to this country. */
  readonly country?: string | undefined
  /** The id of a place; among places with the same name the nearest comes first. */
  readonly near?: string | undefined
  /** The id or slug of a gathering whose cities come first. */
  readonly gathering?: string | undefined
}

/** Best match first, in any script; empty when nothing matches. Rejects without a network or when `signal` is aborted. */
export async function searchPlaces(
  query: string,
  language: string,
  signal?: AbortSignal,
  context: SearchContext = {},
): Promise<readonly Place[]> {
  if (query.trim() === '') return []
  const told = Object.entries(context).filter(([, value]) => value !== undefined)
  return ask({ q: query, language, ...Object.fromEntries(told) }, signal)
}

/** The largest place of this device's time zone: a guess at "near" that needs no location permission. */
export async function placeOfClock(timeZone: string): Promise<Place | null> {
  return (await ask({ zone: timeZone }).catch(() => []))[0] ?? null
}

/** The place nearest to a point that somebody entered (degrees, WGS 84); null without a network. */
export async function placeAt({ latitude, longitude }: Point): Promise<Place | null> {
  const at = `${latitude.toFixed(4)},${longitude.toFixed(4)}`
  return (await ask({ at }).catch(() => []))[0] ?? null
}

/** Null for an id unknown to the gazetteer, and without a network. */
export async function placeById(placeId: string): Promise<Place | null> {
  return (await ask({ id: placeId }).catch(() => []))[0] ?? null
}

async function ask(query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<readonly Place[]> {
  const response = await fetch(`/api/places?${new URLSearchParams(query)}`, signal ? { signal } : {})
  if (!response.ok) throw new Error(`places: ${response.status}`)
  const { places, clocks } = await readAnswer<{
    readonly places: readonly Place[]
    readonly clocks?: readonly ZoneClock[]
  }>(response, 'places')
  learnClocks(clocks)
  return places
}
