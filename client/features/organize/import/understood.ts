// What was understood of a file that somebody brought, whichever kind it is of.
import type { Point } from '#shared/domain/place.ts'
import type { GatheringEditInput } from '../gathering-fields.ts'

/** What of a file stays behind; each has words of its own. */
export type LeftBehind =
  | 'cancelled'
  | 'repeats'
  | 'one-of-series'
  | 'people'
  | 'files'
  | 'no-hour'
  | 'end'
  | 'length'
  | 'cut'

export type Start =
  | { readonly kind: 'instant'; readonly at: number }
  /** A clock's time, `YYYY-MM-DDTHH:mm`, whose zone is not known; `zoneName` is what the file calls the zone, where it names one. */
  | { readonly kind: 'local'; readonly local: string; readonly zoneName?: string }
  /** A day without an hour, `YYYY-MM-DD`. */
  | { readonly kind: 'day'; readonly day: string }

/** A city by the gazetteer's id, with the name that the file gives it. */
export type NamedPlace = { readonly placeId: string; readonly name: string }

/** What may tell where it is, each as far as the file has it. */
export type PlaceHints = {
  readonly placeId: string | null
  readonly location: string | null
  readonly point: Point | null
  readonly timeZone: string | null
}

export type Understood = {
  readonly title: string
  /** Of an entry: its description. Empty where the words are in `edit`. */
  readonly statement: string
  readonly start: Start | null
  readonly lengthMs: number | null
  readonly hints: PlaceHints
  readonly left: readonly LeftBehind[]
  /** Lines of the file that could not be read, as they are written; absent where all could. */
  readonly unread?: readonly string[]
  /** Where it is held; none where the file names no cities of its own. */
  readonly cities: readonly NamedPlace[]
  /** All words and languages of a gathering of this kind. */
  readonly edit: GatheringEditInput | null
}
