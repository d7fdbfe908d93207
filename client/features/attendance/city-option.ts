// A city as an option of a reply, with texts in the reader's language; and searching these options.
import { foldName, nameMatches } from '#shared/domain/fold-name.ts'
import { distanceKm, type Point } from '#shared/domain/place.ts'

export type CityOption = {
  readonly meetingId: string
  readonly name: string
  readonly country: string
  /** The city's time at the instant, with the weekday; null until the date is set. */
  readonly when: string | null
  /** Null when the number is hidden, or is a band that starts at 0. */
  readonly people: string | null
  /** “340 km”; null if the reader's place is unknown. */
  readonly distance: string | null
  /** From `skyColourAt`. */
  readonly sky: string | null
  readonly isFull: boolean
  /** The host confirms each reply. */
  readonly isHostConfirming: boolean
  /** Free seats, if numbers are exact, seats are limited and replies are confirmed at once; otherwise null. */
  readonly left: number | null
  /** Numbers are exact and seats are not limited. */
  readonly hasNoLimit: boolean
  readonly at: Point
  /** The text that the search matches: the names in all languages. */
  readonly searched: string
}

/** The options that match the query, full names first, then prefixes; otherwise in the given order. All of them without a query. */
export function matchingCities(cities: readonly CityOption[], query: string): readonly CityOption[] {
  const wanted = foldName(query)
  if (wanted === '') return cities
  const rank = ({ name }: CityOption) => {
    const folded = foldName(name)
    return folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : 2
  }
  return cities
    .filter(({ searched }) => nameMatches(searched, query))
    .sort((one, other) => rank(one) - rank(other))
}

/** Whether a reply of this size would go to the waiting list, judged by the counts that are public. */
export function wouldWait({ isFull, left }: CityOption, partySize: number): boolean {
  return isFull || (left !== null && partySize > left)
}

const offered = 3

/** Cities where the party gets seats at once, nearest to `city` first. Excludes cities whose numbers are not exact. */
export function nearestWithSeats(
  city: CityOption,
  others: readonly CityOption[],
  partySize: number,
): readonly CityOption[] {
  return others
    .filter(({ meetingId, left, hasNoLimit, isHostConfirming }) => {
      const hasSeats = hasNoLimit || (left !== null && left >= partySize)
      return meetingId !== city.meetingId && hasSeats && !isHostConfirming
    })
    .map((other) => ({ other, km: distanceKm(city.at, other.at) }))
    .sort((one, two) => one.km - two.km)
    .slice(0, offered)
    .map(({ other }) => other)
}
