// Whether the screen shows live data: decided by when the last message arrived, never assumed.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeviceClocks } from './clock.ts'

/** The server sends something every 5 s; a longer silence than this means trouble. */
export const silenceMs = 15_000

/** How long the screen may be out of date, while the client requests the data again, before the live sign shows it. */
export const behindMs = 8000

export type Live =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  /** Connected or not: nothing has arrived since then (this device's epoch ms). */
  | { readonly status: 'not-live'; readonly since: number }

export type LiveSign = {
  readonly store: StoreApi<Live>
  readonly heard: () => void
  readonly lost: () => void
  /** Something on this page is out of date although the connection delivers messages. */
  readonly setBehind: (isBehind: boolean) => void
  readonly stop: () => void
}

/**
 * Measures silence by whichever clock saw more of it: a wall clock that was set back must not hide it, and the monotonic clock may have
 * paused while the device slept. A wall clock set forward shows false silence for the few seconds until the next beat.
 */
export function createLiveSign({ now, steady }: DeviceClocks): LiveSign {
  const store = createStore<Live>(() => ({ status: 'connecting' }))
  let since = now()
  let steadySince = steady()
  let behind: { readonly since: number; readonly steadySince: number } | null = null

  const isOld = (from: number, steadyFrom: number, mostMs: number) =>
    Math.max(now() - from, steady() - steadyFrom) > mostMs
  const isBehind = () => behind !== null && isOld(behind.since, behind.steadySince, behindMs)

  function check(): void {
    if (store.getState().status === 'not-live') return
    const from = isBehind() ? behind?.since : isOld(since, steadySince, silenceMs) ? since : undefined
    if (from !== undefined) store.setState({ status: 'not-live', since: from }, true)
  }
  const timer = setInterval(check, 1000)

  return {
    store,
    heard: () => {
      since = now()
      steadySince = steady()
      if (store.getState().status !== 'live' && !isBehind()) store.setState({ status: 'live' }, true)
    },
    // A short disconnection is not worth showing; the length of the silence decides.
    lost: check,
    setBehind: (next) => {
      if (next === (behind !== null)) return
      behind = next ? { since: now(), steadySince: steady() } : null
      const isSilent = isOld(since, steadySince, silenceMs)
      if (!next && !isSilent && store.getState().status === 'not-live')
        store.setState({ status: 'live' }, true)
    },
    stop: () => clearInterval(timer),
  }
}
