// Which city the readers of a gathering were shown on its stage: only of that one can their screens say how well it is seen.
import type { StageView } from '#shared/protocol/views.ts'
import type { ListeningAudience } from './listeners.ts'

/** A screen may still speak of the city that had the stage before, ms. */
const lastsMs = 30_000

/** What was read at an older version says nothing new. */
export function tellStage(
  listening: ListeningAudience,
  { meetingId }: Pick<StageView, 'meetingId'>,
  version: number,
  now = performance.now(),
): void {
  const known = listening.stage
  if (known === undefined) {
    listening.stage = { version, meetingId, before: null, changedAt: now }
  } else if (version >= known.version) {
    const isSame = meetingId === known.meetingId
    listening.stage = isSame
      ? { ...known, version }
      : { version, meetingId, before: known.meetingId, changedAt: now }
  }
}

export function wasShown({ stage }: ListeningAudience, meetingId: string, now = performance.now()): boolean {
  if (stage === undefined) return false
  return stage.meetingId === meetingId || (stage.before === meetingId && now - stage.changedAt < lastsMs)
}
