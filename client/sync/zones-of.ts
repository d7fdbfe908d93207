// The time zones of a gathering's open cities.
import type { Snapshot } from '#shared/protocol/views.ts'

/** IANA zones, without duplicates. */
export function zonesOf({ meetings }: Pick<Snapshot, 'meetings'>): readonly string[] {
  const open = meetings.filter(({ status }) => status === 'approved')
  return [...new Set(open.map(({ place }) => place.timeZone))]
}
