// Sends “I will watch from home” to the server, or takes it back. Remembered in memory only: never stored.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** By slug: the receipt that takes the answer back; null if it can no longer be taken back. */
const watching = createStore<{ readonly receipts: ReadonlyMap<string, string | null> }>(() => ({
  receipts: new Map<string, string | null>(),
}))

/** `canTakeBack`: a receipt exists; the server may still refuse it. */
export type Watching = { readonly isWatching: boolean; readonly canTakeBack: boolean }

export function useWatching(slug: string): Watching {
  useEffect(() => {
    // A storage event without a key: another tab cleared the device's data.
    const cleared = ({ key }: StorageEvent) => key === null && forgetWatching()
    addEventListener('storage', cleared)
    return () => removeEventListener('storage', cleared)
  }, [])
  const receipt = useStore(watching, ({ receipts }) => receipts.get(slug))
  return { isWatching: receipt !== undefined, canTakeBack: typeof receipt === 'string' }
}

export function forgetWatching(): void {
  watching.setState({ receipts: new Map() })
}

const finalReasons = ['gathering-past', 'gathering-cancelled', 'not-found'] as const

/** `failed`: the server was unreachable or had trouble, but may have counted it. Otherwise the reason for the refusal. */
export async function sayWatching(slug: string): Promise<'heard' | 'failed' | (typeof finalReasons)[number]> {
  const answer = await post(pathOf(slug))
  if (answer?.ok !== true) return finalReasons.find((reason) => reason === answer?.reason) ?? 'failed'
  keep(slug, typeof answer.receipt === 'string' ? answer.receipt : null)
  return 'heard'
}

/** `late`: it can no longer be taken back. `failed`: retry is possible. */
export async function takeWatchingBack(slug: string): Promise<'taken' | 'late' | 'failed'> {
  const receipt = watching.getState().receipts.get(slug)
  if (receipt == null) return 'late'
  const answer = await post(`${pathOf(slug)}/take-back`, { receipt })
  if (answer?.ok === true) {
    keep(slug, undefined)
    return 'taken'
  }
  if (answer === null || answer.reason === 'server-trouble') return 'failed'
  keep(slug, null)
  return 'late'
}

const pathOf = (slug: string) => `/api/gatherings/${encodeURIComponent(slug)}/watching`

type Answer = { readonly ok?: unknown; readonly reason?: unknown; readonly receipt?: unknown }

/** Null if the server did not answer. */
async function post(path: string, body?: object): Promise<Answer | null> {
  const how = body === undefined ? {} : { body: JSON.stringify(body) }
  try {
    const answer: unknown = await (await fetch(path, { method: 'POST', ...how })).json()
    return typeof answer === 'object' ? answer : null
  } catch {
    return null
  }
}

function keep(slug: string, receipt: string | null | undefined): void {
  const receipts = new Map(watching.getState().receipts)
  if (receipt === undefined) receipts.delete(slug)
  else receipts.set(slug, receipt)
  watching.setState({ receipts })
}
