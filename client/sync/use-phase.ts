// To come, live or past: told at the very moment it changes, without drawing a page anew every second.
import { useEffect, useState } from 'react'
import { type GatheringPhase, gatheringPhase } from '#shared/domain/gathering.ts'
import { useSync } from './use-sync.ts'

/** Timers drift and devices sleep: never trusted for longer than this. */
const longestWaitMs = 30_000

/** When the phase changes next; null when it never does. */
export function nextChange(startsAt: number | null, lengthMs: number, now: number): number | null {
  if (startsAt === null) return null
  if (now < startsAt) return startsAt
  return now < startsAt + lengthMs ? startsAt + lengthMs : null
}

export function usePhase(startsAt: number | null, lengthMs: number): GatheringPhase {
  const sync = useSync()
  const [, redraw] = useState(0)
  const now = sync.now()
  const phase = gatheringPhase({ startsAt, lengthMs }, now)
  const next = nextChange(startsAt, lengthMs, now)
  useEffect(() => {
    if (next === null) return
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const left = next - sync.now()
      if (left <= 0) redraw((count) => count + 1)
      else timer = setTimeout(wait, Math.min(left, longestWaitMs))
    }
    wait()
    return () => clearTimeout(timer)
  }, [next, sync])
  return phase
}
