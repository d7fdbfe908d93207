// A city that leaves the gathering leaves the stage, the live one and the rehearsal's, and comes next on neither.
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { runOf, setStage } from './directing.ts'
import type { Work } from './work.ts'

const nobody = { meetingId: null, segmentId: null }

/** What happened: nothing, unless a stage was with this meeting or was to go to it. */
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
