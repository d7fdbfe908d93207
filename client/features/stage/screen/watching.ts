// What one screen says of the stream that it plays: how well it comes through, and nothing of who watches.
import type { WatchingState } from '#shared/protocol/crew-now.ts'
import type { HlsState } from './hls-state.ts'

/** For so long after a stall it is not called well, ms. */
export const poorlyForMs = 30_000

/** Null while it has not begun: nothing is known yet. `stalledAt`: when it last stood still, on the clock of `now`. */
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
