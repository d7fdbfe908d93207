// A city that leaves the gathering leaves the stage.
import type { Change } from '#shared/protocol/changes.ts'
import type { Work } from './work.ts'

/** What happened: nothing, unless the stage was with this meeting. */
export function clearStageOf(work: Work, meetingId: string): readonly Change[] {
  const { gathering } = work
  if (gathering === null || gathering.stage.meetingId !== meetingId) return []
  const cleared = { meetingId: null, fence: gathering.stage.fence + 1, since: null }
  work.setGathering({ ...gathering, stage: cleared })
  return [{ type: 'stageHanded', meetingId: null, fence: cleared.fence }]
}
