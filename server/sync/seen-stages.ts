// Which city the readers of a gathering were shown on its stage: only of that one can their screens say how well it is seen.
import type { StageView } from '#shared/protocol/views.ts'
import type { ListeningAudience } from './listeners.ts'

/** A screen may still speak of the city that had the stage before, ms. */
const lastsMs = 30_000

/** Older acts on the stage (by their fence) say nothing new. */
export function tellStage(
  listening: ListeningAudience,
  { fence, meetingId }: Pick<StageView, 'fence' | 'meetingId'>,
  now = performance.now(),
): void {
  const known = listening.stage
  if (known === undefined) {
    listening.stage = { fence, meetingId, before: null, changedAt: now }
  } else if (fence >= known.fence) {
    const isSame = meetingId === known.meetingId
    listening.stage = isSame
      ? { ...known, fence }
      : { fence, meetingId, before: known.meetingId, changedAt: now }
  }
}

export function wasShown({ stage }: ListeningAudience, meetingId: string, now = performance.now()): boolean {
  if (stage === undefined) return false
  return stage.meetingId === meetingId || (stage.before === meetingId && now - stage.changedAt < lastsMs)
}
