// Plays one HLS stream in a video element: with hls.js if the browser has MediaSource, otherwise natively.
/// <reference path="./hls-light.d.ts" />
import type Hls from 'hls.js'
import type { HlsConfig } from 'hls.js'
import { createFlow } from './flow.ts'
import type { HlsState } from './hls-state.ts'
import { mustMoveFirst, noteLost, notePlaying, waitUntilMoved } from './playlist-moves.ts'
import { watchTime } from './watch-time.ts'

/** `full`: as good as the video's size needs; `low`: the lowest quality. */
export type Quality = 'full' | 'low'

export type Playing = {
  readonly end: () => void
  readonly setQuality: (quality: Quality) => void
  /** Delay behind the city, ms, and recent bitrate, kbit/s; null if unknown. */
  readonly read: () => { readonly delayMs: number | null; readonly kbps: number | null }
}

const hlsType = 'application/vnd.apple.mpegurl'
const mostRecoveries = 3
/** Levels up to this bitrate, bit/s, count as low. */
const lowBitrate = 600_000

const quickly = (maxNumRetry: number) => ({
  default: {
    maxTimeToFirstByteMs: 4_000,
    maxLoadTimeMs: 12_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry, retryDelayMs: 500, maxRetryDelayMs: 1_000 },
  },
})

/** Short timeouts: a broken connection is reported within seconds, unlike the defaults for recorded video. */
const config: Partial<HlsConfig> = {
  backBufferLength: 10,
  maxBufferLength: 20,
  liveSyncDurationCount: 2,
  liveMaxLatencyDurationCount: 8,
  capLevelToPlayerSize: true,
  manifestLoadPolicy: quickly(1),
  playlistLoadPolicy: quickly(3),
  fragLoadPolicy: quickly(3),
}

/** Loads and plays the stream, and reports its state. `end` empties the element. */
export function playHls(
  video: HTMLVideoElement,
  url: string,
  { quality, tell }: { readonly quality: Quality; readonly tell: (state: HlsState) => void },
): Playing {
  let hls: Hls | null = null
  let isOver = false
  let state: HlsState = 'loading'
  let wanted = quality
  const flow = createFlow()
  const say = (next: HlsState) => {
    if (isOver || next === state) return
    state = next
    if (next === 'playing') notePlaying(url)
    if (next === 'stalled' || next === 'failed' || next === 'ended') noteLost(url, video.duration)
    tell(next)
  }
  const time = watchTime(video, say, flow.isFlowing)

  function playNatively(): void {
    if (video.canPlayType(hlsType) === '') {
      say('unsupported')
      return
    }
    video.addEventListener('error', onError)
    video.src = url
    time.begin()
    begin(video)
  }
  const onError = () => say('failed')

  function playWith(Library: typeof Hls, isWhole: boolean): void {
    if (isOver) return
    if (!Library.isSupported()) {
      playNatively()
      return
    }
    const player = new Library(config)
    hls = player
    time.begin()
    recover(player, Library, say)
    flow.follow(player, Library)
    player.on(Library.Events.MANIFEST_LOADED, (_event, { subtitles, audioTracks }) => {
      // The light build supports neither captions nor separate audio tracks.
      if (isWhole || (!subtitles?.length && !audioTracks.some((track) => track.url !== ''))) return
      player.destroy()
      import('hls.js').then(({ default: Whole }) => playWith(Whole, true), onError)
    })
    player.on(Library.Events.MANIFEST_PARSED, () => {
      limit(player, wanted)
      time.begin()
      begin(video)
    })
    player.loadSource(url)
    player.attachMedia(video)
  }

  function load(): void {
    if (!('MediaSource' in window) && !('ManagedMediaSource' in window)) playNatively()
    else import('hls.js/light').then(({ default: Light }) => playWith(Light, false), onError)
  }

  tell('loading')
  if (mustMoveFirst(url)) {
    // While waiting, a stream that does not move for too long counts as failed.
    time.begin()
    void waitUntilMoved(url, () => isOver).then((hasMoved) => {
      if (hasMoved && !isOver) load()
    })
  } else load()

  return {
    end: () => {
      isOver = true
      time.stop()
      video.removeEventListener('error', onError)
      hls?.destroy()
      video.removeAttribute('src')
      video.load()
    },
    setQuality: (next) => {
      wanted = next
      if (hls !== null) limit(hls, next)
    },
    read: () => ({ delayMs: hls === null ? null : delayOf(hls), kbps: flow.kbps() }),
  }
}

/** Browsers that forbid sound before an interaction let the video start muted; the player then offers sound. */
export function begin(video: HTMLVideoElement): void {
  video.play().catch((error: unknown) => {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return
    video.muted = true
    video.play().catch(() => undefined)
  })
}

/** Levels are sorted by bitrate; there is always at least one. */
function limit(hls: Hls, quality: Quality): void {
  const little = hls.levels.filter(({ bitrate }) => bitrate <= lowBitrate).length
  hls.autoLevelCapping = quality === 'full' ? -1 : Math.max(0, little - 1)
}

/** By the time stamps in the stream (RFC 8216 §4.3.2.6), otherwise by the distance from its live edge. */
function delayOf(hls: Hls): number | null {
  const { playingDate, latency } = hls
  const byClock = playingDate === null ? -1 : Date.now() - playingDate.getTime()
  if (byClock >= 0 && byClock <= 600_000) return Math.round(byClock)
  return latency > 0 && latency <= 600 ? Math.round(latency * 1000) : null
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
    // It never played: the next stream is a better choice than a retry.
    if (!hasPlayed || recoveries > mostRecoveries || type === ErrorTypes.OTHER_ERROR) say('failed')
    // The buffer still plays; `watch-time.ts` detects a frozen video.
    else if (type === ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
    else setTimeout(() => hls.media && hls.startLoad(), 1000)
  })
}
