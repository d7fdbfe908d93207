// A whole gathering as one audience sees it. Depends on the store only, not on sockets or HTTP.
import type { HostStanding } from '#shared/domain/host-rights.ts'
import { zonesShown } from '#shared/protocol/clocks.ts'
import type { Audience, Snapshot } from '#shared/protocol/views.ts'
import { listAttendances } from '../store/attendance-rows.ts'
import { listDirectors, listMessages } from '../store/crew-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { loadMeeting, loadMeetings, standingsOf } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { cityClocks } from './clocks.ts'
import {
  hearsMessage,
  isOfCrew,
  projectAttendance,
  projectControl,
  projectCounts,
  projectGathering,
  projectMeeting,
  projectProgramme,
  projectRecordings,
  projectRollCall,
  projectStage,
  seenAmong,
} from './exposure.ts'
import { versionIn } from './layers.ts'

/**
 * The version is read before the rows, so the rows may be newer than it says. That is harmless: the next update repeats the same values,
 * and all values are absolute. Null when this audience may not learn of the gathering.
 */
export async function readSnapshot(
  store: Store,
  gatheringId: string,
  audience: Audience,
): Promise<Snapshot | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null) return null
  const gathering = projectGathering(record.gathering, audience)
  if (gathering === null) return null
  const ownRecord = 'meetingId' in audience ? await loadMeeting(store.db, audience.meetingId) : null
  const meetings = await loadMeetings(store.db, gatheringId)
  const own = audience.kind === 'host' ? await listAttendances(store.db, audience.meetingId) : []
  const seen = seenAmong(meetings, audience)
  const mayBeCrew = audience.kind === 'host' || isOfCrew(audience, null)
  const directors = mayBeCrew ? await listDirectors(store.db, gatheringId) : []
  const messages = mayBeCrew ? await listMessages(store.db, gatheringId, ownMeeting(audience)) : []
  const standing = await readStanding(store, audience)
  const views = present(
    meetings.map((meeting) => projectMeeting(meeting, audience, gathering.standing, seen)),
  )
  return {
    epoch: store.epoch,
    version: versionIn(record, ownRecord, audience),
    gathering,
    stage: projectStage(record.stage, record.linkUp.programme, seen, audience),
    programme: projectProgramme(record.linkUp.programme, seen),
    recordings: projectRecordings(record.linkUp.recordings, record.linkUp.programme, seen),
    rollCall: projectRollCall(record.linkUp.rollCall, seen),
    meetings: views,
    clocks: cityClocks(gathering, zonesShown({ gathering, meetings: views })),
    counts: present(meetings.map((meeting) => projectCounts(meeting, audience))),
    attendances: present(own.map((reply) => projectAttendance(reply, audience, standing))),
    control: projectControl(record, directors, seen, audience, standing),
    messages: messages.filter((message) => hearsMessage(message, audience, standing)),
  }
}

export function ownMeeting(audience: Audience): string | null {
  return audience.kind === 'host' ? audience.meetingId : null
}

/** Read last, after everything it opens: data written after the right ended must not be sent under a right read earlier. */
export async function readStanding({ db }: Store, audience: Audience): Promise<HostStanding | null> {
  const meetingId = ownMeeting(audience)
  return meetingId === null ? null : ((await standingsOf(db, [meetingId])).get(meetingId) ?? null)
}

export function present<View>(views: readonly (View | null)[]): View[] {
  return views.filter((view) => view !== null)
}
