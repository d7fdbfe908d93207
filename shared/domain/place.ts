// A place where people can meet: a city, town or camp of the gazetteer.

export type Place = {
  readonly placeId: string
  /** Display names by language tag; `en` is always there. */
  readonly names: Readonly<Record<string, string>>
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string
  /** Degrees, WGS 84; of the city, never of a venue. */
  readonly latitude: number
  readonly longitude: number
  /** IANA time zone name. */
  readonly timeZone: string
  readonly population: number
  readonly kind?: 'city' | 'camp'
}
