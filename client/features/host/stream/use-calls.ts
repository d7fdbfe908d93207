// Alerts the host to something new: a cue, one minute left, the city is on stage.
import { useEffect, useRef } from 'react'
import { strikeTogether } from '../../../sync/strikes.ts'
import { useSync } from '../../../sync/use-sync.ts'
import type { Call } from './alarm.ts'
import type { LinkUp } from './link-up.ts'
import { ownTurn, type TurnKind } from './own-turn.ts'

/** `lastSaid`: the newest unanswered message. Messages that were there when the page opened cause no alert, because they are visible. */
export function useCalls(
  linkUp: LinkUp,
  meetingId: string,
  lastSaid: string | null,
  call: (call: Call) => void,
): void {
  const sync = useSync()
  const turn = useRef<TurnKind | null>(null)
  const said = useRef(lastSaid)
  useEffect(() => {
    if (lastSaid !== null && lastSaid !== said.current) call('cue')
    said.current = lastSaid
  }, [lastSaid, call])
  useEffect(() => {
    const look = (now: number) => {
      const { kind } = ownTurn(meetingId, linkUp.programme, linkUp.startsAt, linkUp.stage, now)
      const before = turn.current
      turn.current = kind
      if (before === null || before === kind) return
      // A city that was set as next manually has not been on stand-by yet.
      if (kind === 'stand-by' || (kind === 'any-moment' && before !== 'stand-by')) call('stand-by')
      if (kind === 'on-air') call('on-air')
    }
    look(sync.now())
    return strikeTogether(sync, 1000, look)
  }, [sync, linkUp, meetingId, call])
}
