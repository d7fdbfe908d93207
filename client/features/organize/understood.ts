// What was understood of a file that somebody brought, whichever kind it is of.
import type { Point } from '#shared/domain/place.ts'
import type { GatheringEditInput } from './gathering-fields.ts'

/** What of a file stays behind; each has words of its own. */
export type LeftBehind = 'repeats' | 'people' | 'files' | 'no-hour' | 'length' | 'cut'

export type Start =
  | { readonly kind: 'instant'; readonly at: number }
  /** A clock's time without a zone, `YYYY-MM-DDTHH:mm`: that of the place where it is. */
  | { readonly kind: 'local'; readonly local: string }
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
  /** Where it is held; none where the file names no cities of its own. */
  readonly cities: readonly NamedPlace[]
  /** All words and languages of a gathering of this kind. */
  readonly edit: GatheringEditInput | null
}
