// Command handlers for the stage, the roll-call and rehearsals.
import { answerRoll as answer } from '#shared/domain/roll-call.ts'
import {
  applyStageHanded,
  applyStageHeld,
  decideHandStage,
  decideHoldStage,
  decidePutNext,
  emptyStage,
} from '#shared/domain/stage.ts'
import { refuse } from '#shared/domain/verdict.ts'
import { deleteMessagesOf } from '../store/crew-rows.ts'
import { type Handler, meetingRunBy, notAllowed, notFound } from './actor.ts'
import { mayDirect, runOf, setRollCall, setStage } from './directing.ts'

const handStage: Handler<'handStage'> = async (work, actor, payload) => {
  const { meetingId, segmentId, seenFence, isRehearsal } = payload
  const directing = await mayDirect(work, actor, payload.seat)
  if (!directing.ok) return directing
  const { record } = directing
  const found = runOf(record, isRehearsal)
  if (!found.ok) return found
  if (segmentId !== null && !record.linkUp.programme.some((segment) => segment.segmentId === segmentId)) {
    return refuse('segment-not-found')
  }
  const target = meetingId === null ? null : await work.meeting(meetingId)
  if (meetingId !== null && target === null) return notFound
  const verdict = decideHandStage(
    found.run.stage,
    seenFence,
    { meetingId, segmentId },
    target?.meeting ?? null,
  )
  if (!verdict.ok) return verdict
  const stage = applyStageHanded(found.run.stage, { meetingId, segmentId }, work.now)
  const { fence } = stage
  const change = { type: 'stageHanded', meetingId, fence, segmentId } as const
  return { ok: true, changes: await setStage(work, record, stage, isRehearsal, change) }
}

const holdStage: Handler<'holdStage'> = async (work, actor, { isHeld, seenFence, isRehearsal, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const found = runOf(directing.record, isRehearsal)
  if (!found.ok) return found
  const verdict = decideHoldStage(found.run.stage, seenFence)
  if (!verdict.ok) return verdict
  if (found.run.stage.isHeld === isHeld) return { ok: true, changes: [] }
  const stage = applyStageHeld(found.run.stage, isHeld)
  const change = { type: 'stageHeld', isHeld, fence: stage.fence } as const
  return { ok: true, changes: await setStage(work, directing.record, stage, isRehearsal, change) }
}

const putNext: Handler<'putNext'> = async (work, actor, { meetingId, isRehearsal, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const found = runOf(directing.record, isRehearsal)
  if (!found.ok) return found
  const next = meetingId === null ? null : await work.meeting(meetingId)
  if (meetingId !== null && next === null) return notFound
  const verdict = decidePutNext(found.run.stage, next?.meeting ?? null)
  if (!verdict.ok) return verdict
  const { nextMeetingId: fromMeetingId } = found.run.stage
  if (fromMeetingId === meetingId) return { ok: true, changes: [] }
  const stage = { ...found.run.stage, nextMeetingId: meetingId }
  const change = { type: 'nextPut', meetingId, fromMeetingId } as const
  return { ok: true, changes: await setStage(work, directing.record, stage, isRehearsal, change) }
}

const callRoll: Handler<'callRoll'> = async (work, actor, { rollId, isRehearsal, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const found = runOf(directing.record, isRehearsal)
  if (!found.ok) return found
  const rollCall = { rollId, calledAt: work.now, endedAt: null, answers: {} }
  return { ok: true, changes: setRollCall(work, directing.record, rollCall, isRehearsal) }
}

const endRoll: Handler<'endRoll'> = async (work, actor, { rollId, isRehearsal, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const found = runOf(directing.record, isRehearsal)
  if (!found.ok) return found
  const { rollCall } = found.run
  if (rollCall?.rollId !== rollId || rollCall.endedAt !== null) return refuse('roll-over')
  const ended = { ...rollCall, endedAt: work.now }
  return { ok: true, changes: setRollCall(work, directing.record, ended, isRehearsal) }
}

const answerRoll: Handler<'answerRoll'> = async (work, actor, { rollId, meetingId, isRehearsal }) => {
  const record = work.gathering
  if (record === null) return notFound
  const meeting = await meetingRunBy(work, actor, meetingId, 'roll')
  if (meeting === null) return notAllowed
  if (meeting.meeting.status !== 'approved') return refuse('meeting-not-open')
  const found = runOf(record, isRehearsal)
  if (!found.ok) return found
  const { rollCall } = found.run
  if (rollCall?.rollId !== rollId || rollCall.endedAt !== null) return refuse('roll-over')
  const answered = answer(rollCall, meetingId, work.now)
  return { ok: true, changes: setRollCall(work, record, answered, isRehearsal, meetingId) }
}

const startRehearsal: Handler<'startRehearsal'> = async (work, actor, { rehearsalId, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const { record } = directing
  if (record.linkUp.rehearsal !== null) return refuse('already-rehearsing')
  const rehearsal = { rehearsalId, startedAt: work.now, stage: emptyStage, rollCall: null }
  work.setGathering({ ...record, linkUp: { ...record.linkUp, rehearsal } })
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const endRehearsal: Handler<'endRehearsal'> = async (work, actor, { rehearsalId, seat }) => {
  const directing = await mayDirect(work, actor, seat)
  if (!directing.ok) return directing
  const { record } = directing
  if (record.linkUp.rehearsal?.rehearsalId !== rehearsalId) return refuse('rehearsal-over')
  work.setGathering({ ...record, linkUp: { ...record.linkUp, rehearsal: null } })
  await deleteMessagesOf(work.db, record.gathering.gatheringId, rehearsalId)
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

export const stageHandlers = {
  handStage,
  holdStage,
  putNext,
  callRoll,
  endRoll,
  answerRoll,
  startRehearsal,
  endRehearsal,
}
