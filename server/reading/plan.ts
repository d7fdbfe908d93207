// A gathering as public calendars show it: its public meetings, and withdrawn ones that were public.
import type { Revision } from '#shared/domain/revision.ts'
import type { GatheringView, MeetingView, SegmentView, WithdrawnView } from '#shared/protocol/views.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectGathering, projectMeeting, projectProgramme, projectWithdrawn } from './exposure.ts'
import type { Readings } from './view-cache.ts'

export type Plan = {
  readonly gathering: GatheringView
  readonly meetings: readonly MeetingView[]
  readonly withdrawn: readonly WithdrawnView[]
  readonly programme: readonly SegmentView[]
  readonly programmeRevision: Revision
}

/** Null when the gathering is not public. */
export function readPlan(store: Store, readings: Readings, gatheringId: string): Promise<Plan | null> {
  return readings.remember(gatheringId, 'plan', async () => {
    const record = await loadGathering(store.db, gatheringId)
    if (record === null) return null
    const gathering = projectGathering(record.gathering, { kind: 'public' })
    if (gathering === null) return null
    const all = await loadMeetings(store.db, gatheringId)
    const meetings = all
      .map((meeting) => projectMeeting(meeting, { kind: 'public' }, gathering.standing))
      .filter((view) => view !== null)
    const { programme, programmeRevision } = record.linkUp
    return {
      gathering,
      meetings,
      programme: projectProgramme(programme, new Set(meetings.map(({ meetingId }) => meetingId))),
      programmeRevision,
      withdrawn: all.map(projectWithdrawn).filter((view) => view !== null),
    }
  })
}
