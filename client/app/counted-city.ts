// Which city's start the countdown counts down to, if cities start at different times.
import { placeName } from '#shared/domain/place.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import type { City } from '../features/gathering/cities.ts'
import type { KnownReply } from './known-replies.ts'

/**
 * The city that the reader chose, if this device remembers it, otherwise the nearest one, otherwise the lead city. Null if all cities
 * start at the same instant.
 */
export function countedCity(
  { clockRule, leadPlace }: Pick<GatheringView, 'clockRule' | 'leadPlace'>,
  own: KnownReply | undefined,
  cities: readonly City[],
  language: string,
): { readonly name: string; readonly timeZone: string } | null {
  if (clockRule === 'same-instant' || leadPlace === null) return null
  if (own?.timeZone !== undefined) return { name: placeName(own.cityNames, language), timeZone: own.timeZone }
  const [nearest] = cities
  if (nearest !== undefined && nearest.km !== null) {
    return { name: nearest.name, timeZone: nearest.meeting.place.timeZone }
  }
  return { name: placeName(leadPlace.names, language), timeZone: leadPlace.timeZone }
}
