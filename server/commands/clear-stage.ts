// Removes a city that leaves the gathering from the live and the rehearsal stage, and from being next on either.
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { runOf, setStage } from './directing.ts'
import type { Work } from './unit-of-work.ts'

const nobody = { meetingId: null, segmentId: null }

/** Returns the changes; none if the meeting was neither on a stage nor next. */
export async function clearStageOf(work: Work, meetingId: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (const isRehearsal of [false, true]) {
    changes.push(...(await clearHolder(work, meetingId, isRehearsal)))
    changes.push(...(await clearNext(work, meetingId, isRehearsal)))
  }
  return changes
}

async function clearHolder(work: Work, meetingId: string, isRehearsal: boolean): Promise<readonly Change[]> {
  const record = work.gathering
  if (record === null) return []
  const found = runOf(record, isRehearsal)
  if (!found.ok || found.run.stage.meetingId !== meetingId) return []
  const cleared = applyStageHanded(found.run.stage, nobody, work.now)
  const change = { type: 'stageHanded', meetingId: null, fence: cleared.fence } as const
  return setStage(work, record, cleared, isRehearsal, change)
}

async function clearNext(work: Work, meetingId: string, isRehearsal: boolean): Promise<readonly Change[]> {
  const record = work.gathering
  if (record === null) return []
  const found = runOf(record, isRehearsal)
  if (!found.ok || found.run.stage.nextMeetingId !== meetingId) return []
  const cleared = { ...found.run.stage, nextMeetingId: null }
  const change = { type: 'nextPut', meetingId: null, fromMeetingId: meetingId } as const
  return setStage(work, record, cleared, isRehearsal, change)
}
