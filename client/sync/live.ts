// Whether what is on the screen is live: told by what was last heard, never assumed.
import { createStore, type StoreApi } from 'zustand/vanilla'

/** Longer silence than this means trouble: the server says something every 5 s. */
export const silenceMs = 15_000

export type Live =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  /** Connected or not: nothing was heard since then (this device's epoch ms). */
  | { readonly status: 'not-live'; readonly since: number }

export type LiveSign = {
  readonly store: StoreApi<Live>
  readonly heard: () => void
  readonly lost: () => void
  readonly stop: () => void
}

export function createLiveSign(now: () => number): LiveSign {
  const store = createStore<Live>(() => ({ status: 'connecting' }))
  const startedAt = now()
  let lastHeardAt: number | null = null

  function check(): void {
    const since = lastHeardAt ?? startedAt
    if (now() - since > silenceMs && store.getState().status !== 'not-live') {
      store.setState({ status: 'not-live', since }, true)
    }
  }
  const timer = setInterval(check, 1000)

  return {
    store,
    heard: () => {
      lastHeardAt = now()
      if (store.getState().status !== 'live') store.setState({ status: 'live' }, true)
    },
    // A short break of the line is not yet news; silence is judged by the clock.
    lost: check,
    stop: () => clearInterval(timer),
  }
}
