// The clocks that a gathering's open cities keep.
import type { Snapshot } from '#shared/protocol/views.ts'

/** IANA zones, each once. */
export function zonesOf({ meetings }: Pick<Snapshot, 'meetings'>): readonly string[] {
  const open = meetings.filter(({ status }) => status === 'approved')
  return [...new Set(open.map(({ place }) => place.timeZone))]
}
