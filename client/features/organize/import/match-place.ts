// Chooses the place that a table row means among the gazetteer's results.
import { foldName } from '#shared/domain/fold-name.ts'
import type { Place } from '#shared/domain/place.ts'

export type Match =
  /** It has exactly the written name. */
  | { readonly kind: 'exact'; readonly place: Place }
  /** Found by a different spelling: needs a check. */
  | { readonly kind: 'near'; readonly place: Place }
  /** Several places with that name, none much larger than the others: needs a choice. */
  | { readonly kind: 'ambiguous'; readonly place: null }
  | { readonly kind: 'unknown'; readonly place: null }

/** A place this many times larger than others with its name is assumed: London rather than London, Ontario. */
const timesLarger = 20
/** Assumed if the population is unknown: that of a small town. */
const unknownPopulation = 5000

/** `found`: best match first, in the right country if the row names one. */
export function matchPlace(city: string, found: readonly Place[]): Match {
  const folded = foldName(city)
  const namesakes = found.filter(({ names }) =>
    Object.values(names).some((name) => foldName(name) === folded),
  )
  const [first] = found
  if (first === undefined) return { kind: 'unknown', place: null }
  const [largest, ...smaller] = [...namesakes].sort((a, b) => sizeOf(b) - sizeOf(a))
  if (largest === undefined) return { kind: 'near', place: first }
  // A larger place with a longer name may go by the short name too: طرابلس is also Tripoli in Libya, listed as طرابلس الغرب.
  if (!namesakes.includes(first)) return { kind: 'ambiguous', place: null }
  const rivals = smaller.filter((place) => sizeOf(place) * timesLarger > sizeOf(largest))
  return rivals.length > 0 ? { kind: 'ambiguous', place: null } : { kind: 'exact', place: largest }
}

function sizeOf({ population }: Place): number {
  return population || unknownPopulation
}
