// Automatic hand-over by the programme, run in the director's window and timed by the shared clock.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Snapshot } from '#shared/protocol/views.ts'
import { strikeTogether } from '../../sync/strikes.ts'
import { useSync } from '../../sync/use-sync.ts'
import { decideFollow } from './follow-programme.ts'
import type { Run } from './run.ts'
import type { Directing } from './use-directing.ts'
import type { Seat } from './use-seat.ts'

const lookEveryMs = 250

export type Following = { readonly isOn: boolean; readonly set: (isOn: boolean) => void }

/** Off by default for every new director. `mayAct`: the connection is up; otherwise the hand-over pauses. */
export function useFollow(
  snapshot: Snapshot,
  run: Run,
  seat: Seat,
  mayAct: boolean,
  directing: Directing,
): Following {
  const sync = useSync()
  const [isWanted, want] = useState(false)
  const latest = useRef({ snapshot, run, directing })
  /** Each state is tried once: a refused hand-over is retried only after something has changed. */
  const tried = useRef('')
  useLayoutEffect(() => {
    latest.current = { snapshot, run, directing }
  })
  useEffect(() => {
    if (seat.standing === 'other') want(false)
  }, [seat.standing])
  const isOn = isWanted && seat.standing === 'own'
  useEffect(() => {
    if (!isOn || !mayAct) return
    return strikeTogether(sync, lookEveryMs, (now) => {
      const { snapshot: shown, run: running, directing: by } = latest.current
      if (by.isBusy) return
      const verdict = decideFollow({ ...running, programme: shown.programme, meetings: shown.meetings }, now)
      if (verdict.kind !== 'hand') return
      const state = `${shown.version} ${running.stage.fence} ${verdict.target.segmentId}`
      if (tried.current === state) return
      tried.current = state
      void by.hand(verdict.target)
    })
  }, [sync, isOn, mayAct])

  async function set(on: boolean): Promise<void> {
    want(on)
    if (on && seat.standing === 'free') directing.refuse(await seat.take())
  }
  return { isOn, set: (on) => void set(on) }
}
