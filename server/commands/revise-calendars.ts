// After each command: raises the revisions that stand in people's calendars, as the table of changes says.
import { isDeepStrictEqual } from 'node:util'
import { revise } from '#shared/domain/revision.ts'
import { changeTable, meetingsIn, type Revises } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { differs } from '../reading/differs.ts'
import {
  type HolderStanding,
  projectMeeting,
  projectMeetingForHolder,
  projectProgramme,
  seenAmong,
} from '../reading/exposure.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { reviseRepliesTo } from '../store/reply-revision.ts'
import type { Work } from './work.ts'

/** The changes of one command, which has written its records into `work`. A meeting that the command made is new to every calendar. */
export async function reviseCalendars(work: Work, changes: readonly Change[]): Promise<void> {
  if (changes.every(({ type }) => changeTable[type].revises === 'nothing')) return
  const { gathering, meetings } = work.beforeCommand
  if (work.gathering === null || gathering === null) return
  const named = (revises: Revises) =>
    new Set(changes.filter(({ type }) => changeTable[type].revises === revises).flatMap(meetingsIn))
  const hasAny = (revises: Revises) => changes.some(({ type }) => changeTable[type].revises === revises)
  if (hasAny('gathering')) {
    work.setGathering({ ...work.gathering, gathering: revise(work.gathering.gathering, work.now) })
  }
  if (hasAny('programme-if-read')) await reviseProgramme(work, gathering)
  const always = named('meetings')
  for (const meetingId of new Set([...always, ...named('meetings-if-read')])) {
    const before = meetings.get(meetingId)
    if (before !== undefined) await reviseMeeting(work, before, always.has(meetingId))
  }
}

/** What strangers cannot read of the programme does not raise the revision that stands in their calendars. */
async function reviseProgramme(work: Work, before: GatheringRecord): Promise<void> {
  const record = work.gathering
  if (record === null) return
  const seen = seenAmong(await work.meetings(), { kind: 'public' })
  const { linkUp } = record
  const old = projectProgramme(before.linkUp.programme, seen)
  if (isDeepStrictEqual(old, projectProgramme(linkUp.programme, seen))) return
  const programmeRevision = revise(linkUp.programmeRevision, work.now)
  work.setGathering({ ...record, linkUp: { ...linkUp, programmeRevision } })
}

const holders: readonly HolderStanding[] = [
  { state: 'confirmed', vouched: true },
  { state: 'confirmed', vouched: false },
  { state: 'asked', vouched: true },
  { state: 'asked', vouched: false },
]

/**
 * All who see the city read its revision. So it rises where strangers read something else than before, or where they do not see the city at
 * all. Otherwise only something closed changed, such as the street: then the revisions of those replies rise whose holders read it, and their
 * private calendars add these.
 */
async function reviseMeeting(work: Work, before: MeetingRecord, isAlways: boolean): Promise<void> {
  const { meetingId } = before.meeting
  const after = await work.meeting(meetingId)
  if (after === null) return
  // As if it were planned: who reads a street that was changed meanwhile reads it once the gathering is planned again.
  const [old, now] = [before, after].map((each) => projectMeeting(each, { kind: 'public' }, 'planned'))
  if (isAlways || now === null || differs(old, now)) {
    work.setMeeting({ ...after, meeting: revise(after.meeting, work.now) })
    return
  }
  for (const holder of holders) {
    const read = (record: MeetingRecord) => projectMeetingForHolder(record, holder, 'planned')
    if (!differs(read(before), read(after))) continue
    await work.replies.forget()
    const { state, vouched } = holder
    await reviseRepliesTo(work.db, meetingId, { isConfirmed: state === 'confirmed', vouched })
  }
}
