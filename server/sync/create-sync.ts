// Socket.IO on the HTTP server's port: admission, event handlers, and the heartbeat by which a client tells silence from a lost connection.

import type { Server as HttpServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Server } from 'socket.io'
import type { Answer } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import { maxSocketMessageBytes } from '#shared/protocol/limits.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import { type InParts, type JoinAnswer, joinRequest } from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import type { Clock } from '../clock-and-ids.ts'
import { identify } from '../commands/actor.ts'
import type { Sessions } from '../http/sessions.ts'
import { audienceKey } from '../reading/audience-key.ts'
import type { Calendar } from '../reading/calendar.ts'
import { isOfCrew } from '../reading/exposure.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { RunningWork } from '../running-work.ts'
import type { CommandDoor } from '../sources/command-admission.ts'
import type { SourceBudgets } from '../sources/source-budgets.ts'
import type { Sources } from '../sources/sources.ts'
import { openToHosts } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { type Announce, createAnnounce } from './announce.ts'
import type { Bus } from './bus.ts'
import { piecesOf, sendInParts } from './chunked-answer.ts'
import { createLineAdmission } from './connection-admission.ts'
import { letGo } from './drain-sockets.ts'
import { createEndRights } from './end-rights.ts'
import { limitFrames } from './frame-limit.ts'
import { browse, drop, forget, hold, join, leave } from './join.ts'
import { createListeners } from './listeners.ts'
import { createOutbounds, type Outbound } from './outbound.ts'
import { startLookingAgain } from './poll-store.ts'
import { createPublisher } from './publish.ts'
import { createCrewTeller } from './publish-crew.ts'
import { createDirectoryPublisher } from './publish-directory.ts'
import { keepSeat } from './renew-seat.ts'
import { createRevoke } from './revoke.ts'
import { sessionRoom, ticketRoom } from './rooms.ts'
import { safely } from './safely.ts'
import { createTell } from './send-to-rooms.ts'
import { type Asks, createAsks } from './socket-requests.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

export const beatMs = 5000
/**
 * When other processes can take over, a process that shuts down closes its sockets over this period. A load balancer needs longer to
 * notice.
 */
const lettingGoMs = 900

/** Cost of a join, hold or browse in a source's reading budget. */
const readingCost = 3
export type Sync = {
  /** Sends this process's commits to the other processes, if there are any. */
  readonly announce: Announce
  /** Closes every socket of a session that was signed out. */
  readonly endSession: (sessionHash: string) => void
  /** Number of open sockets in this process. */
  readonly sockets: () => number
  /** Answers pending requests, then closes the sockets, spread over time when other processes keep serving. */
  readonly letGo: () => Promise<void>
  /** Call after `letGo`. Settles once the HTTP server has no connection left. */
  readonly close: () => Promise<void>
}

export function createSync(
  http: HttpServer,
  parts: {
    readonly store: Store
    readonly readings: Readings
    readonly calendar: Calendar
    readonly clock: Clock
    readonly sessions: Sessions
    readonly sources: Sources
    readonly budgets: SourceBudgets
    readonly commandDoor: CommandDoor
    /** Null when this process serves the installation alone. */
    readonly bus: Bus | null
    readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
    readonly onTrouble: (error: unknown) => void
    /** Receives the promise of all work that uses the store and that nothing here awaits. */
    readonly track: RunningWork['track']
    /** Connections beyond this number receive 503 with Retry-After. */
    readonly mostSockets: number
  },
): Sync {
  const { store, readings, calendar, clock, sessions, sources, budgets, commandDoor, onTrouble } = parts
  const lines = createLineAdmission(sources, budgets, parts)
  const io: SyncServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: maxSocketMessageBytes,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    // `plain-connections.ts` refuses upgrades that are not for Socket.IO.
    destroyUpgrade: false,
    allowRequest: lines.admitNew,
  })
  lines.watch(io)
  const announce = parts.bus === null ? silence : createAnnounce(io, onTrouble)
  if (parts.bus !== null) {
    io.adapter(parts.bus.adapter)
    io.on('moved', safely(heardMoved, onTrouble))
    io.on('removed', safely(heardRemoved, onTrouble))
  }
  const outbounds = createOutbounds(io, onTrouble)
  limitFrames(http, io, { sources, budgets, cut: outbounds.cut, onTrouble })
  const listeners = createListeners()
  const tell = createTell(io, outbounds)
  const revoke = createRevoke(outbounds)
  const rights = createEndRights(io, store, revoke, onTrouble)
  const means = { store, readings, calendar, heads: readings.heads, listeners, tell, endRights: rights.end }
  const publisher = createPublisher({ ...means, forgetTicket }, onTrouble)
  const directory = createDirectoryPublisher(means, onTrouble)
  const crew = createCrewTeller(io, { store, listeners, readings, hasOthers: parts.bus !== null }, onTrouble)
  /** Connections that have opened a socket. A second socket on one connection would double its budgets, so it is refused. */
  const opened = new WeakSet<SyncSocket['conn']>()
  // Rooms that just received a message need no heartbeat. `volatile` skips clients that cannot take it.
  const beat = setInterval(
    safely(() => io.local.volatile.except(publisher.takeToldRooms()).emit('beat', clock.now()), onTrouble),
    beatMs,
  )

  function heardMoved(gatheringId: unknown, version: unknown): void {
    if (typeof gatheringId !== 'string' || !Number.isSafeInteger(version)) return
    readings.heads.raise(gatheringId, version as number)
  }

  function heardRemoved(gatheringId: unknown): void {
    if (typeof gatheringId === 'string') readings.heads.remove(gatheringId)
  }

  /** After a reply is erased: removes all its followers. */
  function forgetTicket(attendanceId: string): void {
    const room = ticketRoom(attendanceId)
    for (const socketId of [...(io.sockets.adapter.rooms.get(room) ?? [])]) {
      const socket = io.sockets.sockets.get(socketId)
      if (socket !== undefined) drop(socket, listeners, attendanceId)
    }
  }

  const looking = startLookingAgain(
    { ...means, clock, sessions: signedInHere, endSession: endSessionHere },
    onTrouble,
  )

  function signedInHere(): readonly string[] {
    const hashes = [...io.sockets.sockets.values()].map(({ data }) => data.sessionHash)
    return [...new Set(hashes.filter((hash) => hash !== null))]
  }

  function endSessionHere(sessionHash: string): void {
    for (const socket of io.sockets.sockets.values()) {
      if (socket.data.sessionHash === sessionHash) revoke(socket, null)
    }
  }

  io.use((socket, next) => {
    if (opened.has(socket.conn)) {
      outbounds.cut(socket.conn)
      return next(new Error('malformed'))
    }
    opened.add(socket.conn)
    parts.track(sessions.read(socket.handshake.headers.cookie)).then(
      (session) => {
        socket.data = {
          organizerId: session?.organizerId ?? null,
          sessionHash: session?.sessionHash ?? null,
          source: sources.of(socket.request),
          audiences: new Map(),
          tickets: new Set(),
          browses: false,
          unanswered: 0,
          months: null,
        }
        next()
      },
      (error: unknown) => {
        onTrouble(error)
        next(new Error('server-trouble'))
      },
    )
  })

  io.on('connection', safely(serve, onTrouble))

  /** Charges expensive reads to the source's budget: they are delayed or refused when the source exceeds it. */
  async function paced<Value, Refusal>(
    { data }: SyncSocket,
    work: () => Promise<Value>,
    refused: Refusal,
  ): Promise<Value | Refusal> {
    const spent = budgets.spend(data.source, 'reading', readingCost)
    if (!spent.ok) return refused
    if (spent.waitMs > 0) await pause(spent.waitMs)
    return work()
  }

  function serve(socket: SyncSocket): void {
    if (socket.data.sessionHash !== null) followSession(socket, socket.data.sessionHash)
    outbounds.join(socket)
    const outbound = outbounds.of(socket)
    const asks = createAsks(socket, outbound, onTrouble, parts.track)
    const guarded = <Values extends unknown[]>(handle: (...values: Values) => unknown) =>
      safely(handle, onTrouble)
    socket.on(
      'disconnect',
      guarded(() => {
        asks.stop()
        forget(socket, listeners)
        crew.forget(socket)
        // A connection serves one socket only.
        socket.conn.close()
      }),
    )
    // Events with unexpected arguments are dropped; without a callback no answer is possible.
    socket.on(
      'join',
      guarded((request: unknown, answer: unknown) => {
        if (isAnswerable(answer)) askToJoin(socket, { asks, outbound }, request, answer)
      }),
    )
    socket.on(
      'leave',
      guarded((request: unknown) => {
        if (asks.mayAsk()) leave(socket, listeners, request)
      }),
    )
    socket.on(
      'hold',
      guarded((request: unknown, answer: unknown) => {
        if (!isAnswerable(answer)) return
        const work = () => paced(socket, () => hold(socket, means, request), tooFast)
        asks.small({ work, send: answer, failed: trouble, tooFast }, 'hold')
      }),
    )
    socket.on(
      'browse',
      guarded((request: unknown, answer: unknown) => {
        if (!isAnswerable(answer)) return
        const work = async () => {
          const own = await paced(socket, () => browse(socket, means, request), [])
          if (socket.data.organizerId !== null) directory.readOwn(own, socket.data.organizerId)
          return own
        }
        asks.large('browse', { work, send: answer, failed: [], tooFast: null })
      }),
    )
    socket.on(
      'command',
      guarded((command: unknown, answer: unknown) => {
        if (!isAnswerable(answer)) return
        asks.small({ work: () => runCommand(socket, command), send: answer, failed: trouble, tooFast })
      }),
    )
    socket.on(
      'seat',
      guarded((request: unknown, answer: unknown) => {
        if (!isAnswerable(answer)) return
        const work = () => keepSeat(socket, { store, clock }, request)
        asks.small({ work, send: answer, failed: true, tooFast: null })
      }),
    )
    socket.on(
      'watching',
      guarded((report: unknown) => {
        if (asks.mayAsk()) crew.report(socket, report)
      }),
    )
    socket.on(
      'time',
      guarded((answer: unknown) => {
        if (isAnswerable(answer) && asks.mayAsk() && asks.hasRoom()) answer(clock.now())
      }),
    )
  }

  function askToJoin(
    socket: SyncSocket,
    { asks, outbound }: { readonly asks: Asks; readonly outbound: Outbound },
    input: unknown,
    answer: (value: unknown) => void,
  ): void {
    // Validated before queueing, so that queued requests are small and well-formed.
    const parsed = parseInput(joinRequest, input)
    if (!parsed.success) {
      asks.small({ work: async () => malformed, send: answer, failed: malformed, tooFast })
      return
    }
    const request = parsed.data
    const send = async (value: JoinAnswer): Promise<void> => {
      const pieces = request.parts === undefined ? null : piecesOf(value)
      if (request.parts === undefined || pieces === null) answer(value)
      else if (await sendInParts(socket, outbound, request.parts, pieces)) {
        answer({ ok: true, inParts: request.parts } satisfies InParts)
      } else outbound.cut()
    }
    asks.large('join', {
      work: () => paced(socket, () => join(socket, means, request), tooFast),
      send,
      failed: trouble,
      tooFast,
    })
  }

  /** Reads the session again after joining its room: sign-out may have happened while the socket was connecting. */
  function followSession(socket: SyncSocket, sessionHash: string): void {
    void socket.join(sessionRoom(sessionHash))
    sessions.read(socket.handshake.headers.cookie).then(
      (session) => {
        if (session?.sessionHash !== sessionHash) socket.disconnect(true)
      },
      (error: unknown) => {
        onTrouble(error)
        // The session's state is unknown: the client reconnects and is checked again.
        socket.disconnect(true)
      },
    )
  }

  async function runCommand(socket: SyncSocket, input: unknown): Promise<Answer> {
    const parsed = parseCommand(input)
    if (!parsed.ok) return parsed
    const actor = identify(parsed.command.credential, socket.data.organizerId)
    if (actor === null) return { ok: false, reason: 'not-allowed' }
    const { gatheringId } = parsed.command
    const followed = socket.data.audiences.get(gatheringId)
    return commandDoor(parsed.command, actor, {
      source: socket.data.source,
      crewKey:
        followed?.isAnswered === true && (await isOfCrewNow(gatheringId, followed.audience))
          ? `${gatheringId} ${audienceKey(followed.audience)}`
          : null,
      isUnmetered: false,
    })
  }

  /** Anyone who proposes a city gets a host link, so the city's state decides (K12). Cached per version. */
  async function isOfCrewNow(gatheringId: string, audience: Audience): Promise<boolean> {
    if (audience.kind !== 'host') return isOfCrew(audience, null)
    const { meetingId } = audience
    const read = () => openToHosts(store.db, [meetingId])
    const open = await readings.remember(gatheringId, 'open to its host', read, 'facts', audience)
    return open.has(meetingId)
  }

  return {
    announce,
    endSession: (sessionHash) => {
      endSessionHere(sessionHash)
      io.in(sessionRoom(sessionHash)).disconnectSockets(true)
    },
    sockets: () => io.engine.clientsCount,
    // Messages keep going out meanwhile.
    letGo: () => letGo(io, parts.bus === null ? 0 : lettingGoMs),
    close: async () => {
      clearInterval(beat)
      await publisher.stop()
      await rights.stop()
      await directory.stop()
      await looking.stop()
      announce.stop()
      crew.stop()
      outbounds.stop()
      await io.close()
      await parts.bus?.close()
    },
  }
}

const trouble = { ok: false, reason: 'server-trouble' } as const
const tooFast = { ok: false, reason: 'too-fast' } as const
const malformed = { ok: false, reason: 'malformed' } as const

/** Used without a bus: there are no other processes to notify. */
const silence: Announce = { moved: () => undefined, removed: () => undefined, stop: () => undefined }

function isAnswerable(answer: unknown): answer is (value: unknown) => void {
  return typeof answer === 'function'
}
