// Whose beginning the countdown counts to, where cities begin one after another.
import { placeName } from '#shared/domain/place.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import type { City } from '../features/gathering/cities.ts'
import type { KnownReply } from './known-replies.ts'

/**
 * The city that the reader chose, as far as this device remembers it, else the one nearest to them, else the one that leads. Null where
 * all begin at one instant.
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
