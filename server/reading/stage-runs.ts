// How the programme actually ran, as the public may know it.
import type { StageRun } from '#shared/domain/stage-run.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { Store } from '../store/open-store.ts'
import { listStageRuns } from '../store/stage-run-rows.ts'
import { projectRuns } from './exposure.ts'
import type { Readings } from './view-cache.ts'

/** `snapshot` is the public one: the cities in it are those that may be named. */
export function readRuns(
  store: Store,
  readings: Readings,
  { gathering, meetings }: Snapshot,
): Promise<readonly StageRun[]> {
  const { gatheringId } = gathering
  return readings.remember(gatheringId, 'runs', async () => {
    const seen = new Set(meetings.map(({ meetingId }) => meetingId))
    return projectRuns(await listStageRuns(store.db, gatheringId), seen)
  })
}
