// Reports to the crew, every few seconds and on changes, how well this screen receives the city that it plays.
import { useEffect, useRef } from 'react'
import type { WatchingState } from '#shared/protocol/crew-presence.ts'
import { useSync } from '../../../sync/use-sync.ts'
import type { HlsState } from './hls-state.ts'
import type { Playing } from './play-hls.ts'
import { watchingState } from './watching.ts'

const everyMs = 10_000

export function useReports(
  watched: { readonly gatheringId: string; readonly meetingId: string } | null,
  state: HlsState,
  read: () => ReturnType<Playing['read']> | undefined,
): void {
  const sync = useSync()
  const stalledAt = useRef<number | null>(null)
  const latest = useRef({ state, read })
  useEffect(() => {
    latest.current = { state, read }
    if (state === 'stalled' || state === 'failed') stalledAt.current = performance.now()
  })
  const { gatheringId, meetingId } = watched ?? {}
  useEffect(() => {
    if (gatheringId === undefined || meetingId === undefined) return
    stalledAt.current = null
    let told: WatchingState | null = null
    let toldAt = Number.NEGATIVE_INFINITY
    const tell = () => {
      const now = performance.now()
      const seen = watchingState(latest.current.state, stalledAt.current, now)
      if (seen === null || document.hidden || (seen === told && now - toldAt < everyMs)) return
      told = seen
      toldAt = now
      const { delayMs = null, kbps = null } = latest.current.read() ?? {}
      sync.reportWatching({ gatheringId, meetingId, state: seen, delayMs, kbps })
    }
    const timer = setInterval(tell, 1000)
    return () => clearInterval(timer)
  }, [sync, gatheringId, meetingId])
}
