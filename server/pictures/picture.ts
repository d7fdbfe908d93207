// What a picture says, before it is drawn: words already in their language, places and instants for their skies. Plain values, so that
// it can be handed to a worker and so that the same picture is known again.

export type Stripe = {
  readonly latitude: number
  readonly longitude: number
  /** When this city begins, epoch ms. */
  readonly instant: number
  /** Null where there is no room for words: the sky alone. */
  readonly label: { readonly name: string; readonly time: string } | null
}

/** Words with the direction they are written in. */
export type Words = { readonly text: string; readonly isRightToLeft: boolean }

type Shared = {
  /** The side on which reading starts, and with it the line of the instant. */
  readonly isRightToLeft: boolean
  readonly title: Words
  /** Called off or put off; null while all is as planned. */
  readonly notice: string | null
  /** From the west to the east. */
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
  /** Null while there is no instant: then there is no sky either. */
  readonly moment: {
    readonly instant: number
    readonly latitude: number
    readonly longitude: number
    readonly time: string
    readonly date: string
  } | null
  /** Said where a moment would stand. */
  readonly open: string
  /** How many other cities meet. */
  readonly others: string
}

/** A city's card, 1200 × 630. */
export type CityCard = City & { readonly kind: 'city' }

export type PosterFormat = 'a4' | 'story'

/** To hang on a wall (A4, 300 dots an inch) or to show on a telephone (1080 × 1920). */
export type Poster = City & {
  readonly kind: 'poster'
  readonly format: PosterFormat
  readonly slogan: Words | null
  /** Venue and street, as far as strangers may read them. */
  readonly address: readonly Words[]
  readonly call: string
  readonly link: { readonly url: string; readonly shown: string }
}

/** The earth under its skies with the cities on it, for frames on other sites; `centre` is the meridian in its middle, degrees. */
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
