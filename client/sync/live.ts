// Whether what is on the screen is live: told by what was last heard, never assumed.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeviceClocks } from './clock.ts'

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

/**
 * Silence counts by whichever clock saw more of it: one that was set back must not hide it, and the steady one may have rested while
 * the device slept. A clock set forward shows it for the few seconds until the next beat.
 */
export function createLiveSign({ now, steady }: DeviceClocks): LiveSign {
  const store = createStore<Live>(() => ({ status: 'connecting' }))
  let since = now()
  let steadySince = steady()

  function check(): void {
    const silentMs = Math.max(now() - since, steady() - steadySince)
    if (silentMs > silenceMs && store.getState().status !== 'not-live') {
      store.setState({ status: 'not-live', since }, true)
    }
  }
  const timer = setInterval(check, 1000)

  return {
    store,
    heard: () => {
      since = now()
      steadySince = steady()
      if (store.getState().status !== 'live') store.setState({ status: 'live' }, true)
    },
    // A short break of the line is not yet news; silence is judged by the clock.
    lost: check,
    stop: () => clearInterval(timer),
  }
}
