// How the gathering really ran: who had the stage from when to when.
import type { Stage } from './stage.ts'

/** The stage's state from `at` (epoch ms) until the next entry. */
export type StageRun = Pick<Stage, 'meetingId' | 'segmentId' | 'isHeld'> & { readonly at: number }

/** One city's turn, or a segment without a city, epoch ms. */
export type Turn = {
  readonly meetingId: string | null
  readonly segmentId: string | null
  readonly from: number
  readonly to: number
}

/** Shorter turns count as mistakes. */
const shortestMs = 3000

/** Turns in chronological order; a slate over the picture does not end a turn. The last turn ends at `endsAt`, never before its start. */
export function turnsOf(runs: readonly StageRun[], endsAt: number): readonly Turn[] {
  const turns: Turn[] = []
  for (const [index, run] of runs.entries()) {
    const { meetingId, segmentId, at: from } = run
    const to = runs[index + 1]?.at ?? Math.max(from, endsAt)
    const last = turns.at(-1)
    const isSame = last?.meetingId === meetingId && last.segmentId === segmentId && last.to === from
    if (isSame) turns[turns.length - 1] = { ...last, to }
    else turns.push({ meetingId, segmentId, from, to })
  }
  return turns.filter(
    ({ meetingId, segmentId, from, to }) =>
      (meetingId !== null || segmentId !== null) && to - from >= shortestMs,
  )
}
