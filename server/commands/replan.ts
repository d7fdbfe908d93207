// A purged gathering that gets a date to come: its numbers begin at zero, because the replies behind them are gone.
import { noCounts } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import { endOfAll } from './purge-date.ts'
import type { Work } from './work.ts'

/** Sets the changed gathering, and clears the numbers of its meetings when it is used again. */
export async function replan(work: Work, record: GatheringRecord): Promise<readonly Change[]> {
  const end = endOfAll(record.gathering)
  if (record.purgedAt === null || end === null || end <= work.now) {
    work.setGathering(record)
    return []
  }
  work.setGathering({ ...record, purgedAt: null })
  const changes: Change[] = []
  for (const meeting of await work.meetings()) {
    work.setMeeting({ ...meeting, meeting: { ...meeting.meeting, counts: noCounts } })
    changes.push({ type: 'meetingEdited', meetingId: meeting.meeting.meetingId })
  }
  return changes
}
