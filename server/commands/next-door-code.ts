// Takes the next place in the order of replying, and makes the code of its door with it.
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { isMergedCode } from '../store/merge-rows.ts'
import { doorCode } from './door-code.ts'
import type { Work } from './work.ts'

/** A code that nobody at this meeting's door has. Replies that a merger brought have codes of another meeting's key. */
export async function nextDoorCode(
  work: Work,
  { meeting, doorKey, holdsMerged }: MeetingRecord,
): Promise<{ readonly queueOrder: number; readonly code: string }> {
  for (;;) {
    const queueOrder = work.nextQueueOrder()
    const code = doorCode(queueOrder, doorKey)
    if (holdsMerged !== true || !(await isMergedCode(work.db, meeting.meetingId, code))) {
      return { queueOrder, code }
    }
  }
}
