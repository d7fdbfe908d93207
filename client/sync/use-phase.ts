// Upcoming, live or past: re-renders exactly when the phase changes, not every second.
import { useEffect, useState } from 'react'
import type { GatheringPhase, Standing } from '#shared/domain/gathering.ts'
import { phaseOf, type Span } from '#shared/domain/moment.ts'
import { useDrawnNow } from './drawn.ts'
import { useSync } from './use-sync.ts'

/** Timers drift and devices sleep: check again at least this often. */
const longestWaitMs = 30_000

/** When the phase changes next; null if it never does. */
export function nextChange(span: Span | null, now: number): number | null {
  if (span === null) return null
  if (now < span.from) return span.from
  return now < span.to ? span.to : null
}

export function usePhase(span: Span | null, standing: Standing): GatheringPhase {
  const sync = useSync()
  const [, redraw] = useState(0)
  const now = useDrawnNow() ?? sync.now()
  const phase = phaseOf(span, standing, now)
  const next = nextChange(span, now)
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
