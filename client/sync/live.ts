// Whether what is on the screen is live: told by what was last heard, never assumed.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeviceClocks } from './clock.ts'

/** Longer silence than this means trouble: the server says something every 5 s. */
export const silenceMs = 15_000

/** What is on the screen may be behind for this long, while it is asked for again, before it is said. */
export const behindMs = 8000

export type Live =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  /** Connected or not: nothing was heard since then (this device's epoch ms). */
  | { readonly status: 'not-live'; readonly since: number }

export type LiveSign = {
  readonly store: StoreApi<Live>
  readonly heard: () => void
  readonly lost: () => void
  /** Something on this page does not follow what happens, although the line carries something. */
  readonly setBehind: (isBehind: boolean) => void
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
    // A short break of the line is not yet news; silence is judged by the clock.
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
