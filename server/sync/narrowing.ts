// Which replies and messages changed since a room was told, so that a host is not told a whole list for each of them.
import type { Touched } from '#shared/protocol/changes.ts'
import { paces } from '#shared/protocol/socket-events.ts'
import type { Narrow } from '../reading/update.ts'
import { nothingGathered } from './gathered.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'

export function createNarrowing(listeners: Listeners) {
  return {
    /** Null: nobody knows what changed. */
    add(gatheringId: string, touched: Touched | null): void {
      for (const pace of paces) {
        for (const listening of listeners.audiencesOf(gatheringId, pace)) note(listening, touched)
      }
    },

    /** What was gathered for this room, which begins anew; null where all must be told. */
    take(_gatheringId: string, listening: ListeningAudience): Narrow | null {
      const { gathered } = listening
      listening.gathered = nothingGathered()
      return gathered
    },
  }
}

function note(listening: ListeningAudience, touched: Touched | null): void {
  const { audience, gathered } = listening
  if (audience.kind === 'public' || gathered === null) return
  const ownId = audience.kind === 'host' ? audience.meetingId : null
  const isWhole = ownId !== null && (touched?.lists.has(ownId) || touched?.standings.has(ownId))
  if (touched === null || isWhole) {
    listening.gathered = null
    return
  }
  for (const messageId of touched.messages) gathered.messages.add(messageId)
  if (ownId === null) return
  for (const attendanceId of touched.attendances) gathered.attendances.add(attendanceId)
  for (const attendanceId of touched.left.get(ownId) ?? []) gathered.left.add(attendanceId)
}
