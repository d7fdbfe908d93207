// Takes the next queue order and generates its door code.
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { isMergedCode } from '../store/merge-rows.ts'
import { doorCode } from './door-code.ts'
import type { Work } from './unit-of-work.ts'

/** Skips codes in use at this meeting: merged replies have codes generated with another meeting's key. */
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
