// What one screen reports about its stream: how well it is received, and nothing about the viewer.
import type { WatchingState } from '#shared/protocol/crew-presence.ts'
import type { HlsState } from './hls-state.ts'

/** After a stall, reception is not reported as good for this long, ms. */
export const poorlyForMs = 30_000

/** Null before playback starts: nothing is known yet. `stalledAt`: the last stall, on the clock of `now`. */
export function watchingState(state: HlsState, stalledAt: number | null, now: number): WatchingState | null {
  switch (state) {
    case 'loading':
      return null
    case 'failed':
    case 'unsupported':
    case 'ended':
      return 'not'
    case 'stalled':
      return 'poorly'
    case 'playing':
      return stalledAt !== null && now - stalledAt < poorlyForMs ? 'poorly' : 'well'
  }
}
