// A city that leaves the gathering leaves the stage, the live one and the rehearsal's.
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { setStage } from './directing.ts'
import type { Work } from './work.ts'

const nobody = { meetingId: null, segmentId: null }

/** What happened: nothing, unless a stage was with this meeting. */
export async function clearStageOf(work: Work, meetingId: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (const isRehearsal of [false, true]) {
    const record = work.gathering
    const stage = isRehearsal ? record?.linkUp.rehearsal?.stage : record?.stage
    if (record === null || stage?.meetingId !== meetingId) continue
    const cleared = applyStageHanded(stage, nobody, work.now)
    const change = { type: 'stageHanded', meetingId: null, fence: cleared.fence } as const
    changes.push(...(await setStage(work, record, cleared, isRehearsal, change)))
  }
  return changes
}
