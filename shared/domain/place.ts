// A place where people can meet: a city, town or camp from the gazetteer.
import { ownValue } from './own-value.ts'

export type Place = {
  readonly placeId: string
  /** Display names by language tag; `en` always exists. */
  readonly names: Readonly<Record<string, string>>
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string
  /** Degrees, WGS 84; the position of the city, never of a venue. */
  readonly latitude: number
  readonly longitude: number
  /** IANA time zone name. */
  readonly timeZone: string
  readonly population: number
  readonly kind?: 'city' | 'camp'
}

export type Point = { readonly latitude: number; readonly longitude: number }

/** Languages whose readers understand the Arabic name more easily than the English one. */
export const arabicScriptLanguages: ReadonlySet<string> = new Set(['ar', 'fa', 'ur', 'ckb', 'ps', 'sd', 'ug'])

/**
 * The name in the reader's language (`ar-SY` falls back to `ar`), then in Arabic or English by the language's script, then in any language.
 */
export function placeName(names: Readonly<Record<string, string>>, language: string): string {
  const base = language.split('-')[0] ?? language
  const fallbacks = arabicScriptLanguages.has(base) ? ['ar', 'en'] : ['en', 'ar']
  for (const candidate of [language, base, ...fallbacks]) {
    const name = Object.hasOwn(names, candidate) ? ownValue(names, candidate) : undefined
    if (name) return name
  }
  return Object.values(names).find((name) => name !== '') ?? ''
}

/** The mean radius R₁ = (2a + b) / 3 of WGS 84 (IUGG). */
const earthRadiusKm = 6371.0088

/** Great-circle distance by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984, p. 159). */
export function distanceKm(a: Point, b: Point): number {
  const halfLatitude = radians(b.latitude - a.latitude) / 2
  const halfLongitude = radians(b.longitude - a.longitude) / 2
  const haversine =
    Math.sin(halfLatitude) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(halfLongitude) ** 2
  // Rounding may push antipodes slightly above 1, where the arc sine is undefined.
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
