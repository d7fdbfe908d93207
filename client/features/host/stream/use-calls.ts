// Calls the host when something new is to be done: a cue came, a minute is left, the stage is theirs.
import { useEffect, useRef } from 'react'
import { strikeTogether } from '../../../sync/strikes.ts'
import { useSync } from '../../../sync/use-sync.ts'
import type { Call } from './alarm.ts'
import type { LinkUp } from './link-up.ts'
import { ownTurn, type TurnKind } from './own-turn.ts'

/** `lastSaid`: the newest that waits for an answer. What was there when the page opened calls nobody, it stands before their eyes. */
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
      // Put next by hand, a city has not stood by yet.
      if (kind === 'stand-by' || (kind === 'any-moment' && before !== 'stand-by')) call('stand-by')
      if (kind === 'on-air') call('on-air')
    }
    look(sync.now())
    return strikeTogether(sync, 1000, look)
  }, [sync, linkUp, meetingId, call])
}
