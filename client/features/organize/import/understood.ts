// The result of reading a file, whatever its kind.
import type { Point } from '#shared/domain/place.ts'
import type { GatheringEditInput } from '../gathering-fields.ts'

/** What is ignored from a file; each has its own text. */
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
  /** A local time, `YYYY-MM-DDTHH:mm`, in an unknown zone; `zoneName` is the file's name for the zone, if any. */
  | { readonly kind: 'local'; readonly local: string; readonly zoneName?: string }
  /** A date without a time, `YYYY-MM-DD`. */
  | { readonly kind: 'day'; readonly day: string }

/** A city with its gazetteer id and the name used in the file. */
export type NamedPlace = { readonly placeId: string; readonly name: string }

/** Hints to the place; null if the file has none of that kind. */
export type PlaceHints = {
  readonly placeId: string | null
  readonly location: string | null
  readonly point: Point | null
  readonly timeZone: string | null
}

export type Understood = {
  readonly title: string
  /** The entry's description. Empty if the texts are in `edit`. */
  readonly statement: string
  readonly start: Start | null
  readonly lengthMs: number | null
  readonly hints: PlaceHints
  readonly left: readonly LeftBehind[]
  /** Lines of the file that could not be read, as written; undefined if there are none. */
  readonly unread?: readonly string[]
  /** The cities where it takes place; empty if the file names none. */
  readonly cities: readonly NamedPlace[]
  /** All texts and languages of an exported gathering. */
  readonly edit: GatheringEditInput | null
}
