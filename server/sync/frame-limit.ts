// Limits per connection below Socket.IO's events: packets, pings, probes and namespaces. A connection that exceeds them is closed.
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { shapeOfJson } from '../bounded-json.ts'
import { createBudget } from '../budget.ts'
import type { SourceBudgets } from '../sources/source-budgets.ts'
import type { Sources } from '../sources/sources.ts'
import { safely } from './safely.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** A page sends at most 90 requests at once and acknowledges each part of a long answer. Each KB counts as one more unit. */
const packets = { perSecond: 300, burst: 1000 }
/** This many levels of JSON nesting take as long to parse as a short packet. */
const levelsAUnit = 50
/** Normal traffic of one page. Beyond it all connections of a source share one budget, so that many do no more harm than one. */
const unshared = { perSecond: 4, burst: 60 }
/** No browser sends WebSocket pings; some proxies do occasionally. Each is answered. */
const pings = { perSecond: 1, burst: 10 }
/** Attempts to upgrade from long polling to WebSocket. Each is answered, outside the outbound budget. */
const mostProbes = 5
/** A message of 16 KB needs few frames and few chunks. */
const mostFragments = 64
const mostBufferedChunks = 2048

type Transport = {
  readonly name: string
  readonly socket?: {
    readonly on: (event: 'ping', heard: () => void) => void
    readonly terminate: () => void
    readonly pause: () => void
    readonly resume: () => void
  }
}

/** An Engine.IO packet as received. */
type Packet = { readonly type: string; readonly data?: unknown }

export type FrameLimitParts = {
  readonly sources: Sources
  readonly budgets: SourceBudgets
  readonly cut: (connection: SyncSocket['conn']) => void
  readonly onTrouble: (error: unknown) => void
}

/** `cut` closes a connection at once. */
export function limitFrames(
  http: HttpServer,
  io: SyncServer,
  { sources, budgets, cut, onTrouble }: FrameLimitParts,
): void {
  // Engine.IO creates a new WebSocket server each time the HTTP server starts to listen.
  http.on('listening', safely(limitFragments, onTrouble))

  function limitFragments(): void {
    const { ws } = io.engine as unknown as { readonly ws?: { readonly options: Record<string, unknown> } }
    const limits = { maxFragments: mostFragments, maxBufferedChunks: mostBufferedChunks }
    if (ws !== undefined) Object.assign(ws.options, limits)
  }

  io.engine.on('connection', safely(watchConnection, onTrouble))

  function watchConnection(connection: SyncSocket['conn']): void {
    const packetBudget = createBudget(packets.perSecond, packets.burst, performance.now())
    const pingBudget = createBudget(pings.perSecond, pings.burst, performance.now())
    const ownBudget = createBudget(unshared.perSecond, unshared.burst, performance.now())
    const source = sources.of(connection.request as IncomingMessage)
    let probes = 0

    function watch({ socket }: Transport): void {
      socket?.on('ping', () => {
        if (!pingBudget.spend(performance.now())) cut(connection)
      })
    }

    watch(connection.transport as unknown as Transport)
    connection.on('upgrade', (transport) => watch(transport as unknown as Transport))
    connection.on('upgrading', (transport) => {
      const { socket } = transport as unknown as Transport
      if (probes === 0) watch(transport as unknown as Transport)
      probes += 1
      if (probes <= mostProbes) return
      cut(connection)
      socket?.terminate()
    })
    /** Stops reading for this long. Long polling has no socket here; its requests are limited at admission. */
    function hold(ms: number): void {
      const { socket } = connection.transport as unknown as Transport
      if (socket === undefined) return
      socket.pause()
      setTimeout(
        safely(() => socket.resume(), onTrouble),
        ms,
      ).unref()
    }

    connection.on('packet', (packet: Packet) => {
      const units = unitsOf(packet)
      const now = performance.now()
      if (isBinary(packet) || !packetBudget.spend(now, units)) return cut(connection)
      if (ownBudget.spend(now, units)) return
      const spent = budgets.spend(source, 'packets', units)
      if (!spent.ok) cut(connection)
      else if (spent.waitMs > 0) hold(spent.waitMs)
    })
  }
}

/** Units by length and nesting depth, which determine the cost of parsing. A page's packet is one or two units. */
function unitsOf({ data }: Packet): number {
  if (typeof data !== 'string') return 1
  return 1 + data.length / 1024 + shapeOfJson(data).depth / levelsAUnit
}

/** This protocol has no binary data. Binary packets (types 5 and 6) would wait for attachments that may never come. */
function isBinary({ type, data }: Packet): boolean {
  return type === 'message' && (typeof data !== 'string' || data.startsWith('5') || data.startsWith('6'))
}
