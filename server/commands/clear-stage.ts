// A city that leaves the gathering leaves the stage, the live one and the rehearsal's, and comes next on neither.
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { setStage } from './directing.ts'
import type { Work } from './work.ts'

const nobody = { meetingId: null, segmentId: null }

/** What happened: nothing, unless this meeting had a stage or was put next on it. */
export async function clearStageOf(work: Work, meetingId: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (const isRehearsal of [false, true]) {
    const stageNow = () => (isRehearsal ? work.gathering?.linkUp.rehearsal?.stage : work.gathering?.stage)
    const stage = stageNow()
    if (work.gathering !== null && stage?.nextMeetingId === meetingId) {
      const change = { type: 'nextPut', meetingId: null, fromMeetingId: meetingId } as const
      const without = { ...stage, nextMeetingId: null }
      changes.push(...(await setStage(work, work.gathering, without, isRehearsal, change)))
    }
    const held = stageNow()
    if (work.gathering !== null && held?.meetingId === meetingId) {
      const cleared = applyStageHanded(held, nobody, work.now)
      const change = { type: 'stageHanded', meetingId: null, fence: cleared.fence } as const
      changes.push(...(await setStage(work, work.gathering, cleared, isRehearsal, change)))
    }
  }
  return changes
}
