// The history of the live stage, in SQL: one row per stage change.
import type { Stage } from '#shared/domain/stage.ts'
import type { StageRun } from '#shared/domain/stage-run.ts'
import type { Queries } from './tables.ts'

export async function noteStage(db: Queries, gatheringId: string, stage: Stage, at: number): Promise<void> {
  await db
    .insertInto('stage_runs')
    .values({
      gathering_id: gatheringId,
      fence: stage.fence,
      at,
      meeting_id: stage.meetingId,
      segment_id: stage.segmentId,
      is_held: stage.isHeld ? 1 : 0,
    })
    .execute()
}

export async function listStageRuns(db: Queries, gatheringId: string): Promise<readonly StageRun[]> {
  const rows = await db
    .selectFrom('stage_runs')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .orderBy('fence')
    .execute()
  return rows.map((row) => ({
    at: row.at,
    meetingId: row.meeting_id,
    segmentId: row.segment_id,
    isHeld: row.is_held === 1,
  }))
}
