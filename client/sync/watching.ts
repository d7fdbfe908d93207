// Says “I will watch from home” to the server, and remembers in the memory of this page alone that it was said: no storage of any kind holds it.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

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

/** False where it was refused or the server could not be reached: it may have been counted all the same. */
export async function sayWatching(slug: string): Promise<boolean> {
  const path = `/api/gatherings/${encodeURIComponent(slug)}/watching`
  const isHeard = await fetch(path, { method: 'POST' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (isHeard) watching.setState({ slugs: new Set([...watching.getState().slugs, slug]) })
  return isHeard
}
