// Measures the download of one stream: whether data arrives at the moment, and the recent bitrate.
import type Hls from 'hls.js'

const windowMs = 10_000

export type Flow = {
  readonly follow: (hls: Hls, library: typeof Hls) => void
  /** Whether data arrived since the last call. */
  readonly isFlowing: () => boolean
  /** Average over the last seconds; null before the first data. */
  readonly kbps: () => number | null
}

export function createFlow(): Flow {
  let loading: { readonly loaded: number } | null = null
  let lastLoaded = 0
  let arrived: readonly { readonly at: number; readonly bytes: number }[] = []
  let since: number | null = null
  return {
    follow: (hls, { Events }) => {
      hls.on(Events.FRAG_LOADING, (_event, { frag }) => {
        loading = frag.stats
        lastLoaded = 0
      })
      hls.on(Events.FRAG_LOADED, (_event, { frag }) => {
        const at = performance.now()
        since ??= at
        arrived = [...arrived.filter((one) => at - one.at < windowMs), { at, bytes: frag.stats.loaded }]
      })
    },
    isFlowing: () => {
      const loaded = loading?.loaded ?? 0
      const isMore = loaded > lastLoaded
      lastLoaded = loaded
      return isMore
    },
    kbps: () => {
      if (since === null) return null
      const now = performance.now()
      const bits = arrived.reduce((sum, { at, bytes }) => sum + (now - at < windowMs ? bytes * 8 : 0), 0)
      return Math.round(bits / Math.min(windowMs, Math.max(1000, now - since)))
    },
  }
}
