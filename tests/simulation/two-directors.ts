// Two directors hand over the stage and take the role from each other, on faulty connections, while processes are killed; with invariants.
import { io, type Socket } from 'socket.io-client'
import { expect } from 'vitest'
import { createGatheringStore, readCounts } from '#client/sync/gathering-store.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { makeCommandId, pause } from '../support/person.ts'
import type { Random } from '../support/random.ts'

export type Told = {
  /** The states reported for each stage, by fence: one text each, otherwise two cities were on the stage at once. */
  readonly stages: Map<number, Set<string>>
  /** The holder of the director's role, by term. */
  readonly seats: Map<number, Set<string | null>>
}

export type Screen = {
  readonly name: string
  readonly shown: () => Snapshot | null
  readonly socket: Socket
  readonly told: Told
  /** When this screen first received a term, ms. */
  readonly heardAt: Map<number, number>
  readonly fresh: () => Promise<Snapshot>
  readonly close: () => void
}

export type Asked = {
  readonly commandId: string
  readonly name: string
  readonly payload: { readonly [key: string]: unknown }
  readonly answers: Answer[]
  readonly sentAt: number
  answeredAt: number
}

/** Refusals are not stored: a retry is decided again, and may find the role free. An accepted command stays accepted. */
export const isAccepted = ({ answers }: Pick<Asked, 'answers'>) => answers.some(({ ok }) => ok)

const passing: readonly string[] = ['too-fast', 'server-trouble', 'busy']

/** A page that follows the gathering and reconnects after every disconnection. */
export function openScreen(options: {
  readonly name: string
  readonly url: string
  readonly view: {
    readonly gathering: string
    readonly as: 'public' | 'organizer' | 'director'
    readonly credential?: string
  }
  readonly cookie?: string
}): Screen {
  const { name, url, view, cookie } = options
  const socket: Socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 300,
    ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
  })
  const told: Told = { stages: new Map(), seats: new Map() }
  const heardAt = new Map<number, number>()
  const followed = createGatheringStore(view, null, { now: Date.now, askAgain: () => void join() })
  const emitJoin = (request: object): Promise<JoinAnswer> => socket.timeout(2000).emitWithAck('join', request)
  const join = () =>
    emitJoin(followed.request()).then(followed.answered, () => {
      if (socket.connected) setTimeout(join, 100)
    })
  socket.on('connect', join)
  socket.on('disconnect', followed.lost)
  socket.on('update', followed.told)
  socket.on('c', (...counts: Parameters<typeof readCounts>[0]) => followed.toldCounts(readCounts(counts)))
  followed.store.subscribe(({ confirmed }) => {
    if (confirmed === null) return
    // Snapshots of audiences that cannot act on the stage contain no fence.
    const { fence, meetingId } = confirmed.stage
    if (fence > 0 || meetingId === null) note(told.stages, fence, onStage(confirmed.stage))
    if (confirmed.control === null) return
    const { term, seatId } = confirmed.control.seat
    note(told.seats, term, seatId)
    if (!heardAt.has(term)) heardAt.set(term, performance.now())
  })
  return {
    name,
    socket,
    told,
    heardAt,
    shown: () => followed.store.getState().confirmed,
    fresh: async () => {
      const answer = await emitJoin(view)
      if (!answer.ok || !('snapshot' in answer)) throw new Error(`no snapshot: ${JSON.stringify(answer)}`)
      return answer.snapshot
    },
    close: () => socket.close(),
  }
}

function note<Key, Value>(kept: Map<Key, Set<Value>>, key: Key, value: Value): void {
  kept.set(key, (kept.get(key) ?? new Set<Value>()).add(value))
}

export const onStage = ({
  meetingId,
  segmentId,
  isHeld,
}: {
  readonly meetingId: string | null
  readonly segmentId: string | null
  readonly isHeld: boolean
}) => JSON.stringify([meetingId, segmentId, isHeld])

export type Director = {
  readonly asked: readonly Asked[]
  readonly seatId: string
  /** When this window's last accepted heartbeat was sent, ms; by the term at that time. */
  readonly keptAt: ReadonlyMap<number, number>
  readonly run: (isOver: () => boolean) => Promise<void>
}

/** Acts on the displayed state, sometimes on an earlier one; commands go late, some twice, some before an earlier one. */
export function createDirector(options: {
  readonly screen: Screen
  readonly gatheringId: string
  readonly alias: string
  readonly credential: string | null
  readonly cities: readonly string[]
  readonly random: Random
  /** Whether this director may go silent now. Each silence takes a whole lease, so the test allows few. */
  readonly mayVanish: () => boolean
}): Director {
  const { screen, gatheringId, alias, credential, cities, random } = options
  const { socket } = screen
  const seatId = `seat-of-${alias.toLowerCase()}`
  const asked: Asked[] = []
  const keptAt = new Map<number, number>()
  /** The claim of this window's last command. */
  let lastClaim: { readonly seatId: string; readonly term: number } | null = null
  let isSilent = false

  async function emit(one: Asked): Promise<Answer | null> {
    const { commandId, name, payload } = one
    return socket
      .timeout(1500)
      .emitWithAck('command', {
        commandId,
        gatheringId,
        name,
        payload,
        ...(credential ? { credential } : {}),
      })
      .catch(() => null)
  }

  /** Retries until it is answered, as the outbox of a page does. */
  async function ask(name: string, payload: Asked['payload'], isOver: () => boolean): Promise<Answer | null> {
    const one: Asked = {
      commandId: makeCommandId(),
      name,
      payload,
      answers: [],
      sentAt: performance.now(),
      answeredAt: 0,
    }
    asked.push(one)
    await pause(random.chance(0.3) ? random.below(250) : 0)
    const again = random.chance(0.25)
    for (;;) {
      const answer = await emit(one)
      if (answer === null || (!answer.ok && passing.includes(answer.reason))) {
        if (isOver() && performance.now() - one.sentAt > 20_000) return null
        await pause(40)
        continue
      }
      if (!isAccepted(one)) one.answeredAt = performance.now()
      one.answers.push(answer)
      if (!again || one.answers.length > 1) return one.answers[0] ?? null
      await pause(random.below(150))
    }
  }

  async function keep(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const seat = screen.shown()?.control?.seat
      if (!isSilent && socket.connected && seat?.seatId === seatId) {
        const saidAt = performance.now()
        const isHeld: unknown = await socket
          .timeout(1500)
          .emitWithAck('seat', { gatheringId, seatId })
          .catch(() => false)
        if (isHeld === true) keptAt.set(seat.term, saidAt)
      }
      await pause(1000)
    }
  }

  function nextAct(known: Snapshot): readonly [string, Asked['payload']] | null {
    const { stage, control } = known
    if (control === null) return null
    const { seat } = control
    const seenFence = random.chance(0.15) ? Math.max(0, stage.fence - 1) : stage.fence
    const hand = (claim: object) =>
      ['handStage', { meetingId: random.pick(cities), seenFence, ...claim }] as const
    const isMine = seat.seatId === seatId
    if (isMine) lastClaim = { seatId, term: seat.term }
    if (!isMine) {
      // Commands that were in transit when the role was lost, and commands without a claim.
      if (lastClaim !== null && random.chance(0.3)) return hand({ seat: lastClaim })
      if (random.chance(0.1)) return hand({})
      if (seat.seatId === null || random.chance(0.3))
        return ['takeSeat', { seatId, alias, seenTerm: seat.term }]
      return seat.asking?.seatId === seatId ? null : ['askForSeat', { seatId, alias }]
    }
    const claim = { seatId, term: seat.term }
    if (seat.asking !== null && random.chance(0.35))
      return ['giveSeat', { seat: claim, toSeatId: seat.asking.seatId }]
    if (random.chance(0.05)) return ['leaveSeat', { seat: claim }]
    if (random.chance(0.2)) return ['holdStage', { isHeld: !stage.isHeld, seenFence, seat: claim }]
    return hand({ seat: claim })
  }

  return {
    asked,
    seatId,
    keptAt,
    run: async (isOver) => {
      const keeping = keep(isOver)
      const open = new Set<Promise<unknown>>()
      while (!isOver()) {
        const known = screen.shown()
        const isMine = known?.control?.seat.seatId === seatId
        if (isSilent && !isMine && known !== null) isSilent = false
        else if (isMine && !isSilent && options.mayVanish()) isSilent = true
        const act = known === null || isSilent ? null : nextAct(known)
        if (act !== null) {
          const asking = ask(...act, isOver).finally(() => open.delete(asking))
          open.add(asking)
          // Sometimes the next one overtakes it.
          if (random.chance(0.8)) await asking
        }
        await pause(20 + random.below(100))
      }
      await Promise.all([keeping, ...open])
    },
  }
}

/** The accepted commands of the directors, in the order of the log. */
export type Accepted = Asked & { readonly version: number }

export type Run = {
  readonly meetingId: string | null
  readonly segmentId: string | null
  readonly isHeld: boolean
}

/**
 * Replays the accepted commands in the log's order against simple rules: one holder per term; only the holder of that term acts, and only
 * with the newest fence; nobody loses the role who sent a heartbeat within the lease. Returns stages by fence, and holders by term.
 */
export function replay(
  accepted: readonly Accepted[],
  directors: readonly Director[],
  leaseMs: number,
): {
  readonly stages: readonly Run[]
  readonly holders: readonly (string | null)[]
  readonly takenAt: readonly number[]
} {
  const stages: Run[] = [{ meetingId: null, segmentId: null, isHeld: false }]
  const holders: (string | null)[] = [null]
  const takenAt: number[] = [0]
  const sit = (seatId: string | null, at: number) => {
    holders.push(seatId)
    takenAt.push(at)
  }
  for (const { name, payload, commandId, sentAt, answeredAt } of accepted) {
    const term = holders.length - 1
    const holder = holders[term] ?? null
    const claim = payload['seat']
    const kept = directors.find(({ seatId }) => seatId === holder)?.keptAt.get(term) ?? takenAt[term] ?? 0
    // The server receives a heartbeat a little after it was sent, and counts the lease from then.
    const goesOver = () =>
      expect(answeredAt - kept, `${commandId} goes over ${holder}`).toBeGreaterThanOrEqual(leaseMs)
    if (claim !== undefined) expect(claim, `${commandId} ${name}`).toEqual({ seatId: holder, term })
    else if (name === 'handStage' && holder !== null) goesOver()
    if (name === 'handStage' || name === 'holdStage') {
      expect(payload['seenFence'], commandId).toBe(stages.length - 1)
      const before = stages.at(-1) as Run
      const isHeld = name === 'holdStage' && payload['isHeld'] === true
      stages.push(
        name === 'holdStage'
          ? { ...before, isHeld }
          : { meetingId: String(payload['meetingId']), segmentId: null, isHeld },
      )
    } else if (name === 'takeSeat') {
      expect(payload['seenTerm'], commandId).toBe(term)
      if (holder !== null && holder !== payload['seatId']) goesOver()
      sit(String(payload['seatId']), sentAt)
    } else if (name === 'giveSeat') {
      sit(String(payload['toSeatId']), sentAt)
    } else if (name === 'leaveSeat') {
      sit(null, sentAt)
    }
  }
  return { stages, holders, takenAt }
}
