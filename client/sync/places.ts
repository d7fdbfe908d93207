// Asks the server's gazetteer for places by name or id, and for the one that a clock suggests.
import type { Place } from '#shared/domain/place.ts'

/** Best first, in any script; empty when nothing fits. Rejects when the network is gone or `signal` is aborted. */
export async function searchPlaces(
  query: string,
  language: string,
  signal?: AbortSignal,
): Promise<readonly Place[]> {
  if (query.trim() === '') return []
  return ask({ q: query, language }, signal)
}

/** The largest place of this device's time zone: a guess at "near", made without asking where anyone is. */
export async function placeOfClock(timeZone: string): Promise<Place | null> {
  return (await ask({ zone: timeZone }).catch(() => []))[0] ?? null
}

/** Null for an id that the gazetteer does not know, and while there is no network. */
export async function placeById(placeId: string): Promise<Place | null> {
  return (await ask({ id: placeId }).catch(() => []))[0] ?? null
}

async function ask(query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<readonly Place[]> {
  const response = await fetch(`/api/places?${new URLSearchParams(query)}`, signal ? { signal } : {})
  if (!response.ok) throw new Error(`places: ${response.status}`)
  return ((await response.json()) as { places: readonly Place[] }).places
}
