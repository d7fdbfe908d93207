// Judges a stream by whether its playback time advances.
import type { HlsState } from './hls-state.ts'

const stalledAfterMs = 1_500
/** Not advancing for this long without incoming data means a broken connection. */
const failedAfterMs = 4_000
/** With incoming data the connection is only slow, and another stream would not be faster. */
const slowFailsAfterMs = 12_000
const startsWithinMs = 8_000
const slowStartsWithinMs = 25_000

export type TimeWatch = {
  /** Starts the timeout for the first frame. */
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
    // Paused by the reader or hidden, not stalled; before `begin` it does not advance either.
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
