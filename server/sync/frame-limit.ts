// What one connection may send below Socket.IO's events: packets, pings, probes and namespaces. A connection that sends more is closed.
import type { Server as HttpServer } from 'node:http'
import { createBudget } from '../budget.ts'
import { safely } from './safely.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** A page sends 90 questions at once at most, and acknowledges each part of what is long. */
const packets = { perSecond: 300, burst: 1000 }
/** No browser sends pings of the WebSocket protocol; some proxies do, now and then. Each is answered. */
const pings = { perSecond: 1, burst: 10 }
/** Of an attempt to go over from long polling to a WebSocket. Each is answered, beside what is counted as waiting. */
const mostProbes = 5
/** A message of 16 KB needs few frames and few pieces. */
const mostFragments = 64
const mostBufferedChunks = 2048

type Transport = {
  readonly name: string
  readonly socket?: {
    readonly on: (event: 'ping', heard: () => void) => void
    readonly terminate: () => void
  }
}

/** Reads one packet of Engine.IO, as it came. */
type Packet = { readonly type: string; readonly data?: unknown }

/** `cut` closes a connection at once. */
export function limitFrames(
  http: HttpServer,
  io: SyncServer,
  cut: (connection: SyncSocket['conn']) => void,
  onTrouble: (error: unknown) => void,
): void {
  // Engine.IO makes its WebSocket server anew when the HTTP server listens.
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
    connection.on('packet', (packet: Packet) => {
      if (!packetBudget.spend(performance.now()) || isBinary(packet)) cut(connection)
    })
  }
}

/** Nothing of this protocol is binary; what is announced as such (packet types 5 and 6) waits for pieces that need not come. */
function isBinary({ type, data }: Packet): boolean {
  return type === 'message' && (typeof data !== 'string' || data.startsWith('5') || data.startsWith('6'))
}
