// When a purged gathering gets a future date: its counts are taken from the replies since the purge, because earlier ones are gone.
import { noCounts } from '#shared/domain/meeting.ts'
import { meetingPhase } from '#shared/domain/moment.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { countPeople } from '../store/attendance-rows.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import { endOfAll } from './purge-date.ts'
import type { Work } from './unit-of-work.ts'
import { moveUpWaiting } from './waiting-list.ts'

/** Sets the changed gathering. If it is in use again, recounts the replies of its meetings: some may have arrived while it had no date. */
export async function replan(work: Work, record: GatheringRecord): Promise<readonly Change[]> {
  const end = endOfAll(record.gathering)
  const isToCome = end !== null && end > work.now
  const erased = isToCome
    ? (await work.meetings()).filter(({ listErasedAt, meeting }) => {
        // With the same local hour everywhere, one city's day may be over while others go on: its counts stay.
        const phase = meetingPhase(record.gathering, meeting.place.timeZone, work.now)
        return listErasedAt != null && phase !== 'past'
      })
    : []
  if (!isToCome || (record.purgedAt === null && erased.length === 0)) {
    work.setGathering(record)
    return []
  }
  const again = record.purgedAt === null ? erased : await work.meetings()
  // The count of people watching from home restarts too.
  const watching = record.purgedAt === null ? record.gathering.watching : 0
  work.setGathering({ ...record, gathering: { ...record.gathering, watching }, purgedAt: null })
  const changes: Change[] = []
  await work.replies.flush()
  const people = await countPeople(work.db, record.gathering.gatheringId)
  for (const meeting of again) {
    const { meetingId } = meeting.meeting
    const counts = { ...noCounts, ...people.get(meetingId) }
    const moved = await moveUpWaiting(work, {
      ...meeting,
      listErasedAt: null,
      meeting: { ...meeting.meeting, counts },
    })
    work.setMeeting(moved.record)
    changes.push({ type: 'meetingEdited', meetingId }, ...moved.changes)
  }
  return changes
}
