// Reads the data stored about a participant, by the hash of their secret, from the current rows.
import type { HeldView } from '#shared/protocol/held.ts'
import { findAttendanceBySecret } from '../store/attendance-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { loadMeetingsById } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectHeld } from './exposure.ts'

/** Null when this secret opens nothing, or nothing at present (A7). */
export async function readHeld({ db }: Store, secretHash: string): Promise<HeldView | null> {
  const reply = await findAttendanceBySecret(db, secretHash)
  const record = reply === null ? null : await loadGathering(db, reply.gatheringId)
  if (reply === null || record === null || record.gathering.status === 'draft') return null
  const [meeting] = await loadMeetingsById(db, [reply.attendance.meetingId])
  return meeting === undefined ? null : projectHeld(reply, meeting, record)
}
