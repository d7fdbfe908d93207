// Which city an audience was shown on the stage. Its screens may report only on that city.
import type { StageView } from '#shared/protocol/views.ts'
import type { ListeningAudience } from './listeners.ts'

/** For this long (ms) a screen may still report on the city that had the stage before. */
const lastsMs = 30_000

/** Ignores a stage read at an older version. */
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
