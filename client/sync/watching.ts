// Says “I will watch from home” to the server, and remembers in the memory of this page alone that it was said: no storage of any kind holds it.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { RefusalReason } from '#shared/protocol/answers.ts'

export type WatchingAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: RefusalReason }

/** Slugs of gatherings. */
const watching = createStore<{ readonly slugs: ReadonlySet<string> }>(() => ({ slugs: new Set<string>() }))

export function useIsWatching(slug: string): boolean {
  useEffect(() => {
    // Without a key: another tab cleared the device.
    const cleared = ({ key }: StorageEvent) => key === null && forgetWatching()
    addEventListener('storage', cleared)
    return () => removeEventListener('storage', cleared)
  }, [])
  return useStore(watching, ({ slugs }) => slugs.has(slug))
}

export function forgetWatching(): void {
  watching.setState({ slugs: new Set<string>() })
}

/** `no-network`: it may have been counted or not. */
export async function sayWatching(slug: string): Promise<WatchingAnswer | 'no-network'> {
  const answer = await ask(slug)
  if (answer !== 'no-network' && answer.ok)
    watching.setState({ slugs: new Set([...watching.getState().slugs, slug]) })
  return answer
}

async function ask(slug: string): Promise<WatchingAnswer | 'no-network'> {
  try {
    const path = `/api/gatherings/${encodeURIComponent(slug)}/watching`
    const response = await fetch(path, { method: 'POST', cache: 'no-store' })
    const answer: unknown = await response.json()
    const isAnswer = typeof answer === 'object' && answer !== null && 'ok' in answer
    return isAnswer ? (answer as WatchingAnswer) : 'no-network'
  } catch {
    return 'no-network'
  }
}
