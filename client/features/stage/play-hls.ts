// Plays one HLS address in a video element: by hls.js where the browser has MediaSource, else by the browser itself.
/// <reference path="./hls-light.d.ts" />
import type Hls from 'hls.js'

export type HlsState =
  | 'loading'
  | 'playing'
  /** It stopped coming; it is being fetched again. */
  | 'stalled'
  | 'ended'
  /** It does not come, and trying again has not helped. */
  | 'failed'
  | 'unsupported'

const hlsType = 'application/vnd.apple.mpegurl'
const stalledAfterMs = 3_000
const failedAfterMs = 14_000
const startsWithinMs = 20_000
const mostRecoveries = 3

/** Loads, begins to play and tells how it goes. The returned function ends it and empties the element. */
export function playHls(video: HTMLVideoElement, url: string, tell: (state: HlsState) => void): () => void {
  let hls: Hls | null = null
  let isOver = false
  let state: HlsState = 'loading'
  const say = (next: HlsState) => {
    if (isOver || next === state) return
    state = next
    tell(next)
  }
  const stopWatching = watch(video, say)

  function playNatively(): void {
    if (video.canPlayType(hlsType) === '') {
      say('unsupported')
      return
    }
    video.addEventListener('error', onError)
    video.src = url
    begin(video)
  }
  const onError = () => say('failed')

  tell('loading')
  if (!('MediaSource' in window) && !('ManagedMediaSource' in window)) playNatively()
  else {
    import('hls.js/light').then(
      ({ default: Hls }) => {
        if (isOver) return
        if (!Hls.isSupported()) {
          playNatively()
          return
        }
        hls = new Hls({ backBufferLength: 30, liveMaxLatencyDurationCount: 8, liveSyncDurationCount: 2 })
        recover(hls, Hls, say)
        hls.on(Hls.Events.MANIFEST_PARSED, () => begin(video))
        hls.loadSource(url)
        hls.attachMedia(video)
      },
      // The player itself could not be fetched.
      () => say('failed'),
    )
  }

  return () => {
    isOver = true
    stopWatching()
    video.removeEventListener('error', onError)
    if (hls !== null) hls.destroy()
    video.removeAttribute('src')
    video.load()
  }
}

/** Browsers that let nothing sound before the page was touched let it begin in silence; the player then offers the sound. */
function begin(video: HTMLVideoElement): void {
  video.play().catch((error: unknown) => {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return
    video.muted = true
    video.play().catch(() => undefined)
  })
}

function recover(hls: Hls, { Events, ErrorTypes }: typeof Hls, say: (state: HlsState) => void): void {
  let recoveries = 0
  let hasPlayed = false
  hls.on(Events.FRAG_BUFFERED, () => {
    hasPlayed = true
  })
  hls.on(Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return
    recoveries += 1
    // Nothing ever came: the next way is better than the same one again.
    if (!hasPlayed || recoveries > mostRecoveries) {
      say('failed')
      return
    }
    say('stalled')
    if (type === ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
    else if (type === ErrorTypes.NETWORK_ERROR)
      setTimeout(() => hls.media && hls.startLoad(), recoveries * 1000)
    else say('failed')
  })
}

/** Judges by the one thing that matters: whether time goes on. */
function watch(video: HTMLVideoElement, say: (state: HlsState) => void): () => void {
  let at = video.currentTime
  let hasStarted = false
  let movedAt = performance.now()
  const moved = () => {
    if (video.currentTime === at) return
    at = video.currentTime
    movedAt = performance.now()
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.paused) return
    hasStarted = true
    say('playing')
  }
  const ended = () => say('ended')
  const timer = setInterval(() => {
    // Held by the reader, not by the line; before it begins it also stands still.
    if ((video.paused && hasStarted) || video.ended || document.hidden) movedAt = performance.now()
    const stillMs = performance.now() - movedAt
    if (stillMs > (hasStarted ? failedAfterMs : startsWithinMs)) say('failed')
    else if (hasStarted && stillMs > stalledAfterMs) say('stalled')
  }, 500)
  video.addEventListener('timeupdate', moved)
  video.addEventListener('ended', ended)
  return () => {
    clearInterval(timer)
    video.removeEventListener('timeupdate', moved)
    video.removeEventListener('ended', ended)
  }
}
