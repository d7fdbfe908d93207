// A gathering as it stands in strangers' calendars: the meetings they may know of, and those that they may have known of.
import type { GatheringView, MeetingView, WithdrawnView } from '#shared/protocol/views.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectGathering, projectMeeting, projectWithdrawn } from './exposure.ts'
import type { Readings } from './readings.ts'

export type Plan = {
  readonly gathering: GatheringView
  readonly meetings: readonly MeetingView[]
  readonly withdrawn: readonly WithdrawnView[]
}

/** Null when strangers may not learn of the gathering. */
export function readPlan(store: Store, readings: Readings, gatheringId: string): Promise<Plan | null> {
  return readings.remember(gatheringId, 'plan', async () => {
    const record = await loadGathering(store.db, gatheringId)
    const gathering = record === null ? null : projectGathering(record.gathering, { kind: 'public' })
    if (gathering === null) return null
    const meetings = await loadMeetings(store.db, gatheringId)
    return {
      gathering,
      meetings: meetings
        .map((meeting) => projectMeeting(meeting, { kind: 'public' }))
        .filter((view) => view !== null),
      withdrawn: meetings.map(projectWithdrawn).filter((view) => view !== null),
    }
  })
}
