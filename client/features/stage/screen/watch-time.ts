// Judges a stream by the one thing that matters: whether time goes on in its picture.
import type { HlsState } from './hls-state.ts'

const stalledAfterMs = 1_500
/** Standing still for so long while nothing comes is a broken line. */
const failedAfterMs = 4_000
/** While something still comes it is a slow one, and another stream would be no faster. */
const slowFailsAfterMs = 12_000
const startsWithinMs = 8_000
const slowStartsWithinMs = 25_000

export type TimeWatch = {
  /** From now on it is waited for. */
  readonly begin: () => void
  readonly stop: () => void
}

export function watchTime(
  video: HTMLVideoElement,
  say: (state: HlsState) => void,
  isFlowing: () => boolean,
): TimeWatch {
  let at = video.currentTime
  let hasStarted = false
  let hasBegun = false
  let movedAt = performance.now()
  let flowedAt = movedAt
  const moved = () => {
    if (video.currentTime === at) return
    at = video.currentTime
    movedAt = performance.now()
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.paused) return
    hasStarted = true
    say('playing')
  }
  const ended = () => say('ended')
  function judge(): void {
    const now = performance.now()
    if (isFlowing()) flowedAt = now
    // Held by the reader, not by the line; before it begins it also stands still.
    if (!hasBegun || (video.paused && hasStarted) || video.ended || document.hidden) movedAt = now
    const stillMs = now - movedAt
    const isDry = now - flowedAt > failedAfterMs
    const patienceMs = hasStarted
      ? isDry
        ? failedAfterMs
        : slowFailsAfterMs
      : isDry
        ? startsWithinMs
        : slowStartsWithinMs
    if (stillMs > patienceMs) say('failed')
    else if (hasStarted && stillMs > stalledAfterMs) say('stalled')
  }
  const timer = setInterval(judge, 250)
  video.addEventListener('timeupdate', moved)
  video.addEventListener('ended', ended)
  return {
    begin: () => {
      hasBegun = true
      movedAt = performance.now()
    },
    stop: () => {
      clearInterval(timer)
      video.removeEventListener('timeupdate', moved)
      video.removeEventListener('ended', ended)
    },
  }
}
