// The zone clocks sent with a gathering: one per zone, however many cities are in it.
import type { Place } from '../domain/place.ts'
import type { CityClock } from '../domain/zone-clock.ts'

type Placed = {
  readonly gathering: { readonly leadPlace: Place | null }
  readonly meetings: readonly { readonly place: Place }[]
}

/** Zones of the lead city and of every meeting visible to this reader; each once, sorted by name. */
export function zonesShown({ gathering: { leadPlace }, meetings }: Placed): readonly string[] {
  const zones = new Set(meetings.map(({ place }) => place.timeZone))
  if (leadPlace !== null) zones.add(leadPlace.timeZone)
  return [...zones].sort()
}

/** The newest clock of each zone, for the zones still shown. */
export function mergeClocks(
  known: readonly CityClock[],
  told: readonly CityClock[],
  shown: Placed,
): readonly CityClock[] {
  const byZone = new Map([...known, ...told].map((clock) => [clock.timeZone, clock]))
  return zonesShown(shown).flatMap((zone) => byZone.get(zone) ?? [])
}
