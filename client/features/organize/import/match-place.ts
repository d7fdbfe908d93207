// Which place a row of a table means, judged from what the gazetteer found for it.
import { foldName } from '#shared/domain/fold-name.ts'
import type { Place } from '#shared/domain/place.ts'

export type Match =
  /** It bears the name that was written. */
  | { readonly kind: 'exact'; readonly place: Place }
  /** Found by another spelling: to be looked at. */
  | { readonly kind: 'near'; readonly place: Place }
  /** Several places of that name, none of them much larger than the others: to be chosen. */
  | { readonly kind: 'ambiguous'; readonly place: null }
  | { readonly kind: 'unknown'; readonly place: null }

/** A place so many times larger than its namesakes is meant without saying so: London, and not London in Ontario. */
const timesLarger = 20
/** Where the population is not known: that of a small town. */
const unknownPopulation = 5000

/** `found`: best first, of the right country where the row names one. */
export function matchPlace(city: string, found: readonly Place[]): Match {
  const folded = foldName(city)
  const namesakes = found.filter(({ names }) =>
    Object.values(names).some((name) => foldName(name) === folded),
  )
  const [first] = found
  if (first === undefined) return { kind: 'unknown', place: null }
  const [largest, ...smaller] = [...namesakes].sort((a, b) => sizeOf(b) - sizeOf(a))
  if (largest === undefined) return { kind: 'near', place: first }
  // The larger place of a longer name goes by the short one as well: طرابلس is also Tripoli in Libya, shown as طرابلس الغرب.
  if (!namesakes.includes(first)) return { kind: 'ambiguous', place: null }
  const rivals = smaller.filter((place) => sizeOf(place) * timesLarger > sizeOf(largest))
  return rivals.length > 0 ? { kind: 'ambiguous', place: null } : { kind: 'exact', place: largest }
}

function sizeOf({ population }: Place): number {
  return population || unknownPopulation
}
