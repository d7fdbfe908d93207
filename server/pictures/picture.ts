// The content of a picture before drawing: localized words, places and instants for the skies. Plain data, so that it can be sent to a
// worker and hashed for the cache.

export type Stripe = {
  readonly latitude: number
  readonly longitude: number
  /** This city's start, epoch ms. */
  readonly instant: number
  /** Null if there is no room for text: only the sky is drawn. */
  readonly label: { readonly name: string; readonly time: string } | null
}

/** Text with its direction. */
export type Words = { readonly text: string; readonly isRightToLeft: boolean }

type Shared = {
  /** The side where reading starts, which also has the line of the instant. */
  readonly isRightToLeft: boolean
  readonly title: Words
  /** Cancelled or postponed; null if all is as planned. */
  readonly notice: string | null
  /** From west to east. */
  readonly stripes: readonly Stripe[]
  readonly mark: string
}

/** A gathering's card, 1200 × 630. */
export type GatheringCard = Shared & {
  readonly kind: 'gathering'
  readonly slogan: Words | null
  readonly when: readonly string[]
}

type City = Shared & {
  readonly city: Words
  /** Null without a date: then there is no sky either. */
  readonly moment: {
    readonly instant: number
    readonly latitude: number
    readonly longitude: number
    readonly time: string
    readonly date: string
  } | null
  /** The text in place of a date. */
  readonly open: string
  /** The text about the number of other cities. */
  readonly others: string
}

/** A city's card, 1200 × 630. */
export type CityCard = City & { readonly kind: 'city' }

export type PosterFormat = 'a4' | 'story'

/** For a wall (A4, 300 dpi) or for a phone screen (1080 × 1920). */
export type Poster = City & {
  readonly kind: 'poster'
  readonly format: PosterFormat
  readonly slogan: Words | null
  /** Venue and street, if strangers may see them. */
  readonly address: readonly Words[]
  readonly call: string
  readonly link: { readonly url: string; readonly shown: string }
}

/** The earth with day and night and the cities on it, for frames on other sites; `centre` is the central meridian, degrees. */
export type WorldPicture = {
  readonly kind: 'world'
  readonly instant: number | null
  readonly centre: number
  readonly isNight: boolean
  readonly points: readonly {
    readonly latitude: number
    readonly longitude: number
    readonly isOnStage: boolean
  }[]
}

export type Picture = GatheringCard | CityCard | Poster | WorldPicture

export const pictureSizes = {
  gathering: { width: 1200, height: 630 },
  city: { width: 1200, height: 630 },
  a4: { width: 2480, height: 3508 },
  story: { width: 1080, height: 1920 },
  world: { width: 1200, height: 540 },
} as const
