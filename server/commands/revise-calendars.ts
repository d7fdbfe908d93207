// After each command: raises the revisions of calendar entries, according to the table of changes.
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
import type { Work } from './unit-of-work.ts'

/** Call with the changes of one command, after it updated `work`. Skips meetings that the command created: no calendar has them. */
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

/** Programme changes that strangers cannot read do not raise the revision in their calendars. */
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
 * Everyone who sees the city sees its revision. It rises when the public view changed, or when the public cannot see the city. Otherwise
 * only closed fields such as the address changed: then only the revisions of replies whose holders read them rise, and their private
 * calendar feeds add these.
 */
async function reviseMeeting(work: Work, before: MeetingRecord, isAlways: boolean): Promise<void> {
  const { meetingId } = before.meeting
  const after = await work.meeting(meetingId)
  if (after === null) return
  // Projected as planned, so that an address changed while the gathering is not planned is included once it is planned again.
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
