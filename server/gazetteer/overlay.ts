// The form of our own corrections and additions to the data; the lists themselves are in the overlay-… files beside this one.

/** Better or further names for a place that the data has. */
export type CityCorrection = {
  /** GeoNames id. */
  readonly placeId: string
  readonly en: string
  readonly ar: string
  /** What else people call it. */
  readonly also?: readonly string[]
}

/** A place that the data lacks, or has in a way we do not follow. */
export type AddedPlace = {
  /** `camp-…` or `town-…`; or a GeoNames id, whose row this one then stands in for. */
  readonly placeId: string
  readonly en: string
  readonly ar: string
  readonly also?: readonly string[]
  readonly countryCode: string
  readonly latitude: number
  readonly longitude: number
  readonly timeZone: string
  readonly population: number
  readonly kind: 'city' | 'camp'
}
