// What of an update its readers have not been told yet, and in which form it goes to them.
import { isSameCounts, packCounts } from '#shared/protocol/packed-counts.ts'
import type { CountsView, Update } from '#shared/protocol/views.ts'
import type { ListeningAudience } from './listeners.ts'
import type { Message } from './tell.ts'

const gatheringStart = 2

/**
 * Null when nothing of it concerns these readers: even the moment at which something happened may be closed to them. A band that did
 * not change, or a closed number, is not told again, for the same reason. `starts` are the meetings' short ids, for sparing readers.
 */
export function untold(
  update: Update,
  listening: ListeningAudience,
  starts: ReadonlyMap<string, string>,
): Message | null {
  const { toldCounts } = listening
  // Whoever lost a meeting lost its counts with it: should it come back, they are told again.
  for (const meetingId of update.gone ?? []) toldCounts.delete(meetingId)
  const { counts: all = [], ...rest } = update
  const counts = all.filter((view) => !isTold(view, listening))
  const isRestEmpty = isEmpty(rest)
  if (isRestEmpty && counts.length === 0) return null
  const message: Message =
    listening.pace === 'sparing' && isRestEmpty
      ? { event: 'c', values: packed(update, counts, listening, starts) }
      : { event: 'update', values: [counts.length > 0 ? { ...rest, counts } : rest] }
  // Whoever came in at this version or later drops it, so that it is told again with the next one.
  for (const view of counts) {
    if (update.to > listening.joinedAt) toldCounts.set(view.meetingId, view)
    else toldCounts.delete(view.meetingId)
  }
  return message
}

/** Whoever joined between two ticks may have read a value in between, so joining makes all be told once more. */
function isTold(view: CountsView, { joining, toldCounts }: ListeningAudience): boolean {
  const told = toldCounts.get(view.meetingId)
  return joining === 0 && told !== undefined && isSameCounts(told, view)
}

function packed(
  { gatheringId, from, to }: Update,
  counts: readonly CountsView[],
  { joining, toldCounts }: ListeningAudience,
  starts: ReadonlyMap<string, string>,
): [string, number, number, string] {
  const known = joining > 0 ? new Map<string, CountsView>() : toldCounts
  return [gatheringId.slice(0, gatheringStart), to, to - from, packCounts(counts, known, starts)]
}

/** What every update says, whatever happened. */
const envelope: ReadonlySet<string> = new Set([
  'epoch',
  'gatheringId',
  'from',
  'to',
] satisfies (keyof Update)[])

function isEmpty(update: Update): boolean {
  return Object.keys(update).every((name) => envelope.has(name))
}
