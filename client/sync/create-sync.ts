// The client side of the protocol: one socket, the gatherings and replies open on this page, the outbox and the shared clock.
import { io, type Socket } from 'socket.io-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { BrowseAnswer } from '#shared/protocol/calendar.ts'
import type { Command, CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type { CrewNow, WatchingReport } from '#shared/protocol/crew-presence.ts'
import { maxSocketMessageBytes } from '#shared/protocol/limits.ts'
import type { ClientToServer, JoinRequest, Pace, ServerToClient } from '#shared/protocol/socket-events.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { createAskToJoin, isForLater } from './ask-to-join.ts'
import { type ClockOffset, deviceClocks } from './clock.ts'
import {
  createGatheringStore,
  type GatheringState,
  type GatheringStore,
  readCounts,
} from './gathering-store.ts'
import { createLiveSign, type Live } from './live.ts'
import { createMeasuredClock } from './measured-clock.ts'
import { type CalendarRequest, createOpenCalendars, type OpenedCalendar } from './open-calendars.ts'
import { createOpenTickets, type TicketState } from './open-tickets.ts'
import type { Opened } from './opened.ts'
import { createOutbox, type OutboxState, type OutboxStorage } from './outbox.ts'
import { makeCommandId } from './secrets.ts'
import { transmitLong } from './transmit-long.ts'

export type ViewRequest = Omit<JoinRequest, 'known' | 'pace'>

export type Dispatch = <Name extends CommandName>(
  name: Name,
  gatheringId: string,
  payload: CommandInput<Name>,
  credential?: string,
) => Promise<Answer>

export type Sync = {
  readonly openGathering: (view: ViewRequest) => Opened<GatheringState>
  /** Requests the data of the first page before the page is rendered. */
  readonly openAhead: (view: ViewRequest) => void
  /** The gathering from the snapshot in the page, available before anything is opened. */
  readonly known: (view: ViewRequest) => GatheringState | null
  readonly openTicket: (credential: string) => Opened<TicketState>
  readonly openCalendar: (request: CalendarRequest) => OpenedCalendar
  /** The reader's own gatherings including drafts; null until they arrive. */
  readonly openOwn: () => Opened<BrowseAnswer | null>
  readonly dispatch: Dispatch
  readonly outbox: StoreApi<OutboxState>
  readonly dismissRefusal: (commandId: string) => void
  /** Sends an unsent command again now, or discards it. */
  readonly retryUnsent: (commandId: string) => void
  readonly discardUnsent: (commandId: string) => void
  /** Removes all waiting commands with this secret from this device. */
  readonly forget: (credential: string) => Promise<void>
  /** By gathering id: connected crew members, and how well viewers receive each city. Only for gatherings open here as crew. */
  readonly crewNow: StoreApi<ReadonlyMap<string, CrewNow>>
  /** False when another window took over the director's role; null when the server did not answer. */
  readonly keepSeat: (gatheringId: string, seatId: string) => Promise<boolean | null>
  readonly reportWatching: (report: WatchingReport) => void
  readonly live: StoreApi<Live>
  readonly offset: StoreApi<ClockOffset | null>
  /** The server's time in epoch ms, as exactly as it is known. */
  readonly now: () => number
  /** Call after signing in or out: the server takes the socket's rights from the cookie sent in the handshake. */
  readonly reconnect: () => void
  readonly close: () => void
}

const answerWithinMs = 8000
const askedTimeWithinMs = 2000
/** Wait after trouble of the server or the connection. */
const askAgainMs = 1000
/** After a bug the client requests a full snapshot; each further bug in a row doubles the wait. */
const longestAfterBugMs = 30_000
/** A proxy may swallow a handshake without an answer. The first attempt times out early; later ones allow for a slow connection. */
const firstConnectMs = 8000
const connectMs = 20_000

export function createSync(parts: {
  /** Undefined means the origin of the page. */
  readonly url?: string
  readonly outboxStorage: OutboxStorage
  /** The snapshot that came with the page. */
  readonly initial: Snapshot | null
  /** For participants and viewers; crew and organizers always receive updates at once. */
  readonly pace?: Pace
  /** Receives exceptions thrown while a message from the server is processed. */
  readonly onBug?: (error: unknown) => void
}): Sync {
  const socket: Socket<ServerToClient, ClientToServer> = io(parts.url ?? '/', {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 400,
    reconnectionDelayMax: 4000,
    randomizationFactor: 0.6,
    timeout: firstConnectMs,
  })
  const live = createLiveSign(deviceClocks)
  const askToJoin = createAskToJoin(socket)
  const clock = createMeasuredClock(askTime, deviceClocks)
  const gatherings = new Set<GatheringStore>()
  const tickets = createOpenTickets((credential) =>
    socket.connected ? socket.timeout(answerWithinMs).emitWithAck('hold', { credential }) : null,
  )
  const calendars = createOpenCalendars(parts.url ?? '', (request) =>
    socket.connected ? socket.timeout(answerWithinMs).emitWithAck('browse', request) : null,
  )
  const crewNow = createStore<ReadonlyMap<string, CrewNow>>(() => new Map())
  const outbox = createOutbox(transmit, parts.outboxStorage)

  async function askTime(): Promise<number> {
    if (!socket.connected) throw new Error('no line')
    return socket.timeout(askedTimeWithinMs).emitWithAck('time')
  }

  async function transmit(command: Command): Promise<Answer | null> {
    const answer = await sendSolved(command)
    if (answer?.ok) tickets.placed(command.credential)
    return answer
  }

  /** Solves a proof of work and sends again when the server answers that the sender is over its rate limit. */
  async function sendSolved(command: Command): Promise<Answer | null> {
    const answer = await send(command)
    if (answer === null || answer.ok || answer.puzzle === undefined) return answer
    try {
      const { solvePuzzle } = await import('./solve-puzzle.ts')
      return await send({ ...command, proof: await solvePuzzle(answer.puzzle) })
    } catch {
      // The code of the solver did not load: return the answer that asks to retry later.
      return answer
    }
  }

  async function send(command: Command): Promise<Answer | null> {
    if (JSON.stringify(command).length * 3 > maxSocketMessageBytes) return transmitLong(parts.url, command)
    if (!socket.connected) return null
    try {
      const answer = await socket.timeout(answerWithinMs).emitWithAck('command', command)
      live.heard()
      return answer
    } catch {
      // No answer although the socket is connected: the server has trouble.
      return socket.connected ? { ok: false, reason: 'server-trouble' } : null
    }
  }

  /** Keeps the live sign from showing "live" while some gathering on the page is not up to date. */
  function tellBehind(): void {
    live.setBehind(
      [...gatherings].some(({ store }) => {
        const { status, inStep } = store.getState()
        return (status === 'ready' || status === 'loading') && !inStep
      }),
    )
  }

  /** Reports an exception thrown by `take`, and calls `askAgain` after a pause. */
  function taking<Told extends readonly unknown[]>(take: (...told: Told) => void, askAgain: () => void) {
    return (...told: Told) => {
      try {
        take(...told)
      } catch (error) {
        parts.onBug?.(error)
        setTimeout(askAgain, askAgainMs)
      }
    }
  }

  /** Number of the latest join request of each store: answers to earlier requests are ignored, and their failures not retried. */
  const joins = new WeakMap<GatheringStore, number>()

  function join(gathering: GatheringStore): void {
    if (!socket.connected) return
    const question = (joins.get(gathering) ?? 0) + 1
    joins.set(gathering, question)
    const isLast = () => joins.get(gathering) === question
    const joinLater = () =>
      setTimeout(() => gatherings.has(gathering) && isLast() && join(gathering), askAgainMs)
    askToJoin(gathering.request())
      .then((answer) => {
        live.heard()
        if (!isLast()) return
        gathering.answered(answer)
        forgetCrew()
        if (isForLater(answer)) joinLater()
      })
      .catch(joinLater)
  }

  /** Drops the crew presence of gatherings that this page no longer reads as crew. */
  function forgetCrew(): void {
    const known = crewNow.getState()
    const states = [...gatherings].map(({ store }) => store.getState())
    const left = [...known].filter(([gatheringId]) =>
      states.some(
        ({ confirmed }) => confirmed?.gathering.gatheringId === gatheringId && confirmed.control !== null,
      ),
    )
    if (left.length < known.size) crewNow.setState(new Map(left), true)
  }

  socket.on('connect', () => {
    live.heard()
    for (const gathering of gatherings) join(gathering)
    tickets.askAll()
    calendars.connected()
    outbox.flush()
    void clock.measure()
  })
  socket.on('disconnect', (reason) => {
    live.lost()
    for (const gathering of gatherings) gathering.lost()
    // Closed by the server (a right ended, a session was signed out): reconnect with the remaining rights.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 300)
  })
  // Socket.IO does not retry after the server itself refuses; its trouble is temporary, so retry.
  socket.on('connect_error', (error) => {
    if (error.message === 'timeout') {
      // Start with long polling from now on; Socket.IO still upgrades where a WebSocket handshake is answered.
      socket.io.opts.transports = ['polling', 'websocket']
      socket.io.timeout(connectMs)
    }
    if (!socket.active) setTimeout(() => socket.connect(), askAgainMs)
  })
  socket.onAny(() => live.heard())
  socket.on('beat', clock.compare)
  socket.on('update', (update) => {
    for (const gathering of gatherings) gathering.told(update)
    if (update.control === null) forgetCrew()
  })
  socket.on('c', (...values) => {
    for (const gathering of gatherings) gathering.toldCounts(readCounts(values))
  })
  socket.on('ticket', taking(tickets.told, tickets.askAll))
  socket.on('ticketGone', ({ attendanceId }) => tickets.gone(attendanceId))
  socket.on('crew', (now) => crewNow.setState((all) => new Map(all).set(now.gatheringId, now), true))
  socket.on('summary', taking(calendars.told, calendars.connected))
  socket.on('gone', ({ gatheringId }) => {
    for (const gathering of gatherings) if (gathering.gatheringId() === gatheringId) gathering.ended('gone')
    calendars.gone(gatheringId)
  })
  socket.on('revoked', ({ gatheringId }) => {
    for (const gathering of gatherings)
      if (gathering.gatheringId() === gatheringId) gathering.ended('revoked')
    forgetCrew()
  })
  const stopFollowing = outbox.store.subscribe(({ pending }) => {
    for (const gathering of gatherings) gathering.pendingChanged(pending)
  })

  function initialFor(view: ViewRequest): Snapshot | null {
    const { initial } = parts
    const isIt =
      initial?.gathering.slug === view.gathering || initial?.gathering.gatheringId === view.gathering
    return view.as === 'public' && isIt ? initial : null
  }

  /** What was opened for the first page, until the page takes it or opens something else. */
  let ahead: { readonly view: ViewRequest; readonly opened: Opened<GatheringState> } | null = null

  function openGathering(view: ViewRequest): Opened<GatheringState> {
    const isOfCrowd = view.as === 'public' || view.as === 'guest'
    const request = { ...view, pace: isOfCrowd ? (parts.pace ?? 'prompt') : 'prompt' } as const
    let bugs = 0
    let lastBugAt = 0
    const gathering: GatheringStore = createGatheringStore(request, initialFor(view), {
      now: clock.now,
      askAgain: (isBug = false) => {
        if (!isBug) return join(gathering)
        if (performance.now() - lastBugAt > 2 * longestAfterBugMs) bugs = 0
        lastBugAt = performance.now()
        const afterMs = Math.min(longestAfterBugMs, askAgainMs * 2 ** bugs)
        bugs += 1
        setTimeout(() => gatherings.has(gathering) && join(gathering), afterMs)
      },
      ...(parts.onBug === undefined ? {} : { onBug: parts.onBug }),
    })
    gatherings.add(gathering)
    const stopTelling = gathering.store.subscribe(tellBehind)
    tellBehind()
    gathering.pendingChanged(outbox.store.getState().pending)
    join(gathering)
    return {
      store: gathering.store,
      close: () => {
        gatherings.delete(gathering)
        stopTelling()
        tellBehind()
        const gatheringId = gathering.gatheringId()
        // A store that is still loading may be the same gathering under its other name (id or slug).
        const isOpenElsewhere = [...gatherings].some(
          (other) => other.gatheringId() === gatheringId || other.gatheringId() === null,
        )
        if (gatheringId !== null && !isOpenElsewhere) socket.emit('leave', { gatheringId })
      },
    }
  }

  return {
    known: (view) => {
      const initial = initialFor(view)
      if (initial === null) return null
      return {
        status: 'ready',
        audience: { kind: 'public' },
        confirmed: initial,
        shown: initial,
        inStep: false,
      }
    },
    openAhead: (view) => {
      ahead = { view, opened: openGathering(view) }
    },
    openGathering: (view) => {
      const before = ahead
      ahead = null
      if (before !== null && isSameView(before.view, view)) return before.opened
      const opened = openGathering(view)
      before?.opened.close()
      return opened
    },
    openTicket: tickets.open,
    openCalendar: calendars.open,
    openOwn: calendars.openOwn,
    crewNow,
    keepSeat: async (gatheringId, seatId) => {
      if (!socket.connected) return null
      return socket
        .timeout(answerWithinMs)
        .emitWithAck('seat', { gatheringId, seatId })
        .catch(() => null)
    },
    reportWatching: (report) => {
      if (socket.connected) socket.volatile.emit('watching', report)
    },
    dispatch: (name, gatheringId, payload, credential) =>
      outbox.post({
        commandId: makeCommandId(),
        gatheringId,
        name,
        payload,
        credential,
      } as unknown as Command),
    outbox: outbox.store,
    dismissRefusal: outbox.dismiss,
    retryUnsent: outbox.retry,
    discardUnsent: outbox.discard,
    forget: outbox.forget,
    live: live.store,
    offset: clock.offset,
    now: clock.now,
    reconnect: () => {
      socket.disconnect()
      socket.connect()
    },
    close: () => {
      clock.stop()
      stopFollowing()
      live.stop()
      socket.close()
    },
  }
}

function isSameView(one: ViewRequest, other: ViewRequest): boolean {
  return one.gathering === other.gathering && one.as === other.as && one.credential === other.credential
}
