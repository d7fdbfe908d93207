// Socket.IO on the server's own port: who may connect, what each event does, and the beat that tells silence from trouble.
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server } from 'socket.io'
import type { Answer } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import { maxSocketMessageBytes } from '#shared/protocol/limits.ts'
import { createBudget } from '../budget.ts'
import { identify } from '../commands/actor.ts'
import type { Clock } from '../environment.ts'
import type { Sessions } from '../http/sessions.ts'
import { audienceKey } from '../reading/audience-key.ts'
import type { Calendar } from '../reading/calendar.ts'
import type { Readings } from '../reading/readings.ts'
import type { CommandDoor } from '../sources/command-door.ts'
import type { SourceBudgets } from '../sources/source-budgets.ts'
import type { Sources } from '../sources/sources.ts'
import type { Store } from '../store/open-store.ts'
import { type Announce, createAnnounce } from './announce.ts'
import type { Bus } from './bus.ts'
import { createCrewTeller } from './crew-now.ts'
import { createEndRights } from './end-rights.ts'
import { browse, forget, hold, join, leave } from './join.ts'
import { keepSeat } from './keep-seat.ts'
import { letGo } from './let-go.ts'
import { createListeners } from './listeners.ts'
import { startLookingAgain } from './look-again.ts'
import { createPublisher } from './publish.ts'
import { createDirectoryPublisher } from './publish-directory.ts'
import { sessionRoom } from './rooms.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'
import { isNewSocket, turnAway } from './turn-away.ts'

export const beatMs = 5000
/** Sockets of a process that ends are spread over this time where others take them in; a balancer takes longer to call it dead. */
const lettingGoMs = 900

/** What Engine.IO calls a socket, as far as it is used here. */
type EngineLine = {
  readonly request: IncomingMessage
  readonly once: (event: 'close', then: () => void) => unknown
}

export type Sync = {
  /** Tells the other processes, where there are any, what this one committed. */
  readonly announce: Announce
  /** Closes every socket of a session that was signed out. */
  readonly endSession: (sessionHash: string) => void
  /** Answers what was asked, then closes the sockets: spread out where other processes serve on. */
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
    /** Null while this process serves the installation alone. */
    readonly bus: Bus | null
    readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
    readonly onTrouble: (error: unknown) => void
    /** More are asked to come again later. */
    readonly mostSockets: number
  },
): Sync {
  const { store, readings, calendar, clock, sessions, sources, budgets, commandDoor, onTrouble } = parts
  const io: SyncServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: maxSocketMessageBytes,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, decide) => {
      if (io.engine.clientsCount >= parts.mostSockets && isNewSocket(request)) return turnAway(request)
      if (isNewSocket(request)) {
        const source = sources.of(request)
        const spent = budgets.spend(source, 'sockets')
        if (!spent.ok || !budgets.maySocketOpen(source)) return turnAway(request)
      }
      decide(null, parts.isOwnOrigin(request.headers.origin, request.headers.host))
    },
  })
  io.engine.on('connection', (line: EngineLine) => {
    const source = sources.of(line.request)
    budgets.socketOpened(source)
    line.once('close', () => budgets.socketClosed(source))
  })
  const announce = parts.bus === null ? silence : createAnnounce(io)
  if (parts.bus !== null) {
    io.adapter(parts.bus.adapter)
    io.on('moved', readings.heads.raise)
    io.on('removed', readings.heads.remove)
  }
  const listeners = createListeners()
  const means = { store, readings, calendar, heads: readings.heads, listeners }
  const rights = createEndRights(io, store, onTrouble)
  const publisher = createPublisher(io, { ...means, endRights: rights.end }, onTrouble)
  const directory = createDirectoryPublisher(io, means, onTrouble)
  const crew = createCrewTeller(io, { store, listeners, hasOthers: parts.bus !== null }, onTrouble)
  // Whoever was told something just now has heard that all is well. Who cannot take it in is not told so either.
  const beat = setInterval(() => {
    io.local.volatile.except(publisher.takeToldRooms()).emit('beat', clock.now())
  }, beatMs)

  const looking = startLookingAgain(
    { ...means, clock, sessions: signedInHere, endSession: endSessionHere },
    onTrouble,
  )

  function signedInHere(): readonly string[] {
    const hashes = [...io.sockets.sockets.values()].map(({ data }) => data.sessionHash)
    return [...new Set(hashes.filter((hash) => hash !== null))]
  }

  function endSessionHere(sessionHash: string): void {
    io.local.in(sessionRoom(sessionHash)).disconnectSockets(true)
  }

  io.use((socket, next) => {
    sessions.read(socket.handshake.headers.cookie).then(
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

  io.on('connection', (socket) => {
    serve(socket)
  })

  function serve(socket: SyncSocket): void {
    if (socket.data.sessionHash !== null) followSession(socket, socket.data.sessionHash)
    const budget = createBudget(30, 90, performance.now())
    const mayAsk = () => budget.spend(performance.now())
    socket.on('disconnect', () => {
      forget(socket, listeners)
      crew.forget(socket)
    })
    // Events with anything but the agreed arguments are dropped: a function that is not there cannot be answered.
    socket.on('join', (request, answer) => {
      if (!isAnswerable(answer)) return
      if (!mayAsk()) return answer({ ok: false, reason: 'server-trouble' })
      settle(socket, join(socket, means, request), answer, { ok: false, reason: 'server-trouble' })
    })
    socket.on('leave', (request) => {
      if (mayAsk()) leave(socket, listeners, request)
    })
    socket.on('hold', (request, answer) => {
      if (!isAnswerable(answer)) return
      if (!mayAsk()) return answer({ ok: false, reason: 'server-trouble' })
      settle(socket, hold(socket, means, request), answer, { ok: false, reason: 'server-trouble' })
    })
    socket.on('browse', (request, answer) => {
      if (!isAnswerable(answer) || !mayAsk()) return
      const reading = browse(socket, means, request).then((own) => {
        if (socket.data.organizerId !== null) directory.readOwn(own, socket.data.organizerId)
        return own
      })
      settle(socket, reading, answer, [])
    })
    socket.on('command', (command, answer) => {
      if (!isAnswerable(answer)) return
      if (!mayAsk()) return answer({ ok: false, reason: 'too-fast' })
      settle(socket, runCommand(socket, command), answer, { ok: false, reason: 'server-trouble' })
    })
    socket.on('seat', (request, answer) => {
      if (!isAnswerable(answer)) return
      if (mayAsk()) settle(socket, keepSeat(socket, { store, clock }, request), answer, true)
    })
    socket.on('watching', (report) => {
      if (mayAsk()) crew.report(socket, report)
    })
    socket.on('time', (answer) => {
      if (isAnswerable(answer) && mayAsk()) answer(clock.now())
    })
  }

  /** Looked up again once it is in the room that is closed at signing out: that may have happened while it was connecting. */
  function followSession(socket: SyncSocket, sessionHash: string): void {
    void socket.join(sessionRoom(sessionHash))
    sessions.read(socket.handshake.headers.cookie).then(
      (session) => {
        if (session?.sessionHash !== sessionHash) socket.disconnect(true)
      },
      (error: unknown) => {
        onTrouble(error)
        // Nobody knows whether it was signed out: it comes again and is asked again.
        socket.disconnect(true)
      },
    )
  }

  async function runCommand(socket: SyncSocket, input: unknown): Promise<Answer> {
    const parsed = parseCommand(input)
    if (!parsed.ok) return parsed
    const actor = identify(parsed.command.credential, socket.data.organizerId)
    if (actor === null) return { ok: false, reason: 'not-allowed' }
    const followed = socket.data.audiences.get(parsed.command.gatheringId)?.audience
    const isCrew = followed !== undefined && followed.kind !== 'public' && followed.kind !== 'guest'
    return commandDoor(parsed.command, actor, {
      source: socket.data.source,
      crewKey: isCrew ? `${parsed.command.gatheringId} ${audienceKey(followed)}` : null,
      isUnmetered: false,
    })
  }

  function settle<Value>(
    { data }: SyncSocket,
    work: Promise<Value>,
    answer: (value: Value) => void,
    otherwise: Value,
  ): void {
    data.unanswered += 1
    const done = (value: Value) => {
      data.unanswered -= 1
      answer(value)
    }
    work.then(done, (error: unknown) => {
      onTrouble(error)
      done(otherwise)
    })
  }

  return {
    announce,
    endSession: (sessionHash) => io.in(sessionRoom(sessionHash)).disconnectSockets(true),
    close: async () => {
      // What is told meanwhile is told as ever.
      await letGo(io, parts.bus === null ? 0 : lettingGoMs)
      clearInterval(beat)
      publisher.stop()
      rights.stop()
      directory.stop()
      looking.stop()
      announce.stop()
      crew.stop()
      await io.close()
      await parts.bus?.close()
    },
  }
}

/** There is nobody to tell. */
const silence: Announce = { moved: () => undefined, removed: () => undefined, stop: () => undefined }

function isAnswerable(answer: unknown): answer is (...values: never[]) => void {
  return typeof answer === 'function'
}
