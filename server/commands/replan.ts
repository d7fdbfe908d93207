// A purged gathering that gets a date to come: its numbers are those of the replies that came since, because the ones before are gone.
import { noCounts } from '#shared/domain/meeting.ts'
import { meetingPhase } from '#shared/domain/moment.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { countPeople } from '../store/attendance-rows.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import { endOfAll } from './purge-date.ts'
import { moveUpWaiting } from './waiting-list.ts'
import type { Work } from './work.ts'

/** Sets the changed gathering, and counts its meetings' replies again when it is used again: some may have come while it had no date. */
export async function replan(work: Work, record: GatheringRecord): Promise<readonly Change[]> {
  const end = endOfAll(record.gathering)
  const isToCome = end !== null && end > work.now
  const erased = isToCome
    ? (await work.meetings()).filter(({ listErasedAt, meeting }) => {
        // At the same local hour a city's day may be over while the gathering goes on elsewhere: its numbers stay.
        const phase = meetingPhase(record.gathering, meeting.place.timeZone, work.now)
        return listErasedAt != null && phase !== 'past'
      })
    : []
  if (!isToCome || (record.purgedAt === null && erased.length === 0)) {
    work.setGathering(record)
    return []
  }
  const again = record.purgedAt === null ? erased : await work.meetings()
  // The people at home are counted anew too.
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
