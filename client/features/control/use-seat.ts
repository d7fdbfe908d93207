// The director's role from this window: take, request, give, leave and renew it, and report when it is lost.
import { useCallback, useEffect, useRef, useState } from 'react'
import { type DirectorSeat, type SeatClaim, seatRenewedEveryMs } from '#shared/domain/director-seat.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Ask } from '../../sync/use-commands.ts'
import { useSync } from '../../sync/use-sync.ts'
import { lostTo, type SeatStanding, seatStanding } from './seat.ts'
import { ownSeatId } from './seat-id.ts'

export type Seat = {
  readonly standing: SeatStanding
  /** The name of the current director. */
  readonly alias: string
  /** The name of the person who requests the role; null if nobody does. */
  readonly asking: { readonly alias: string; readonly isOwn: boolean } | null
  /** The name of the director who replaced this window; null if none did, or the notice was dismissed. */
  readonly lostTo: string | null
  readonly noticed: () => void
  readonly take: () => Promise<Answer | null>
  readonly ask: () => Promise<Answer | null>
  readonly give: () => Promise<Answer | null>
  readonly leave: () => Promise<Answer | null>
  /** The claim that commands need: takes the role first if it is free. Returns the refusal if that fails. */
  readonly claim: () => Promise<{ readonly claim: SeatClaim } | { readonly refused: Answer | null }>
}

/** `alias`: this person's display name in the crew. `credential`: the secret of an appointed director. */
export function useSeat(
  gatheringId: string,
  seat: DirectorSeat,
  alias: string,
  send: Ask,
  credential: string | undefined,
): Seat {
  const seatId = useSeatId(credential)
  const standing = seatStanding(seat, seatId)
  const hasLeft = useRef(false)
  /** The term of a role that was taken, until the snapshot shows it. */
  const taken = useRef(0)
  const [lost, setLost] = useState<string | null>(null)
  useKeeping(gatheringId, seatId, standing)

  const before = useRef(seat)
  useEffect(() => {
    const to = lostTo(before.current, seat, seatId, hasLeft.current)
    before.current = seat
    if (seatStanding(seat, seatId) === 'own') {
      hasLeft.current = false
      setLost(null)
    } else if (to !== null) setLost(to)
  }, [seat, seatId])

  async function take(): Promise<Answer | null> {
    if (seatId === null) return null
    const answer = await send('takeSeat', { seatId, alias, seenTerm: seat.term })
    if (answer.ok) taken.current = seat.term + 1
    return answer
  }

  const own = (): SeatClaim | null => {
    if (seatId === null) return null
    if (standing === 'own') return { seatId, term: seat.term }
    return taken.current > seat.term ? { seatId, term: taken.current } : null
  }

  async function claim() {
    const standingClaim = own()
    if (standingClaim !== null) return { claim: standingClaim }
    if (standing === 'other' || seatId === null) {
      return { refused: { ok: false, reason: 'seat-taken' } as Answer }
    }
    const answer = await take()
    if (answer?.ok) return { claim: { seatId, term: seat.term + 1 } }
    return { refused: answer }
  }

  async function give(): Promise<Answer | null> {
    const from = own()
    if (from === null || seat.asking === null) return null
    hasLeft.current = true
    return send('giveSeat', { seat: from, toSeatId: seat.asking.seatId })
  }

  async function leave(): Promise<Answer | null> {
    const from = own()
    if (from === null) return null
    hasLeft.current = true
    return send('leaveSeat', { seat: from })
  }

  return {
    standing,
    alias: seat.alias,
    asking: seat.asking && { alias: seat.asking.alias, isOwn: seat.asking.seatId === seatId },
    lostTo: lost,
    noticed: useCallback(() => setLost(null), []),
    take,
    ask: async () => (seatId === null ? null : send('askForSeat', { seatId, alias })),
    give,
    leave,
    claim,
  }
}

/** Null until the id is determined. */
function useSeatId(credential: string | undefined): string | null {
  const [seatId, setSeatId] = useState<string | null>(null)
  useEffect(() => {
    let isHere = true
    void ownSeatId(credential).then((found) => isHere && setSeatId(found))
    return () => {
      isHere = false
    }
  }, [credential])
  return seatId
}

/** Renews the role while this window has it. */
function useKeeping(gatheringId: string, seatId: string | null, standing: SeatStanding): void {
  const { keepSeat } = useSync()
  useEffect(() => {
    if (standing !== 'own' || seatId === null) return
    const say = () => void keepSeat(gatheringId, seatId)
    say()
    const timer = setInterval(say, seatRenewedEveryMs)
    return () => clearInterval(timer)
  }, [keepSeat, gatheringId, seatId, standing])
}
