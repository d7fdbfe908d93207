// The cities of a gathering for a reader: named in their language, with distances, searchable in any script.
import { nameMatches } from '#shared/domain/fold-name.ts'
import { distanceKm, type Place, type Point, placeName } from '#shared/domain/place.ts'
import { offsetMinutes } from '#shared/domain/time.ts'
import type { CountsView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { countryName } from '../../i18n/country-name.ts'

export type City = {
  readonly meetingId: string
  readonly name: string
  readonly country: string
  readonly meeting: MeetingView
  readonly counts: CountsView | undefined
  /** From the reader's probable place; null if that is unknown. */
  readonly km: number | null
  readonly isOnAir: boolean
  readonly isOnStage: boolean
}

/** Only approved meetings; nearest first if the reader's place is known, otherwise by name. */
export function listCities(
  { meetings, counts, stage }: Pick<Snapshot, 'meetings' | 'counts' | 'stage'>,
  language: string,
  near: Point | null,
): readonly City[] {
  const countsById = new Map(counts.map((view) => [view.meetingId, view]))
  const cities = meetings
    .filter((meeting) => meeting.status === 'approved')
    .map(
      (meeting): City => ({
        meetingId: meeting.meetingId,
        name: placeName(meeting.place.names, language),
        country: countryName(meeting.place.countryCode, language),
        meeting,
        counts: countsById.get(meeting.meetingId),
        km: near === null ? null : distanceKm(near, meeting.place),
        isOnAir: meeting.link.status === 'on-air',
        isOnStage: stage.meetingId === meeting.meetingId,
      }),
    )
  return sortCities(cities, near === null ? 'name' : 'near', language)
}

export const cityOrders = ['near', 'people', 'name', 'time'] as const
export type CityOrder = (typeof cityOrders)[number]

/**
 * Ties are sorted by name; hidden numbers and unknown distances come last. `shownIn` returns the instant (epoch ms) for which a zone's
 * clock is shown; if cities start at different times, the earliest comes first.
 */
export function sortCities(
  cities: readonly City[],
  order: CityOrder,
  language: string,
  shownIn: (timeZone: string) => number | null = () => 0,
  isRolling = false,
): readonly City[] {
  const { compare } = new Intl.Collator(language)
  const key = (city: City): number => {
    switch (order) {
      case 'near':
        return city.km ?? Number.POSITIVE_INFINITY
      case 'people':
        return -(city.counts?.confirmed ?? -1)
      case 'time':
        return clockRank(city.meeting.place.timeZone)
      case 'name':
        return 0
    }
  }
  const clockRank = (timeZone: string) => {
    const instant = shownIn(timeZone) ?? 0
    return isRolling ? instant : offsetMinutes(instant, timeZone)
  }
  return cities
    .map((city) => ({ city, rank: key(city) }))
    .sort((a, b) => (a.rank === b.rank ? compare(a.city.name, b.city.name) : a.rank - b.rank))
    .map(({ city }) => city)
}

/** The same cities with distances from another point, nearest first. */
export function measuredFrom(cities: readonly City[], point: Point, language: string): readonly City[] {
  const measured = cities.map((city) => ({ ...city, km: distanceKm(point, city.meeting.place) }))
  return sortCities(measured, 'near', language)
}

/** Matches the city's name in any of its languages, or its country. An empty query matches all. */
export function findCities(cities: readonly City[], query: string): readonly City[] {
  if (query.trim() === '') return cities
  return cities.filter((city) => nameMatches(searchedNames(city).join(' '), query))
}

function searchedNames(city: City): readonly string[] {
  const places = [city.meeting.place, ...formerPlaces(city).map(({ place }) => place)]
  return [...places.flatMap(({ names }) => Object.values(names)), city.country]
}

/** Other cities under which this meeting was announced before. */
export function formerPlaces({
  meeting,
}: Pick<City, 'meeting'>): readonly { readonly place: Place; readonly how: 'moved' | 'joined' }[] {
  const { place: own, formerPlace, mergedFrom } = meeting
  const moved = formerPlace === null ? [] : [{ place: formerPlace, how: 'moved' as const }]
  const joined = mergedFrom.map(({ place }) => ({ place, how: 'joined' as const }))
  return [...moved, ...joined].filter(({ place }) => place.placeId !== own.placeId)
}
