// The types of our corrections and additions to the data; the lists are in the overlay-… files beside this one.

/** Better or further names for a place in the data. */
export type CityCorrection = {
  /** GeoNames id. */
  readonly placeId: string
  readonly en: string
  readonly ar: string
  /** Other common names. */
  readonly also?: readonly string[]
}

/** A place that the data lacks, or whose row we replace. */
export type AddedPlace = {
  /** `camp-…` or `town-…`; or a GeoNames id, whose row this entry replaces. */
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
