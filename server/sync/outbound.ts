// Bytes sent to each connection and not yet taken by the network: one budget for everything, answers included, over WebSocket and long
// polling.
import type { ServerResponse } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** Most unsent bytes of a connection, not counting its largest message; beyond this it is closed. */
export const mostWaitingBytes = 256 * 1024
/** Above this, new messages are held back until most of the backlog is sent. */
export const mostToldBytes = 128 * 1024
/** An answer starts only if this much stays free; the rest is for refusals and updates. */
const keptFreeBytes = 32 * 1024
/** Memory cost of a packet besides its text. */
const packetBytes = 64
/** A connection with unsent data that takes nothing for this long is closed. */
export const longestStallMs = 30_000
/** Limit for all connections together; the largest are closed first. */
const mostWaitingAltogetherBytes = 256 * 2 ** 20
/** A connection that is closing gets this long to take its unsent data. */
const longestClosingMs = 500
const lookEveryMs = 500
/** Most messages held back per connection. A client that misses more is cut; it reconnects and reads again. */
const mostHeldBack = 500

type Batch = { bytes: number; largest: number; sink: NetSocket | null; isTaken: boolean }

/** The parts of Engine.IO's socket that are used here and missing from its types. */
type Engine = SyncSocket['conn'] & {
  readonly transport: {
    readonly name: string
    readonly res?: ServerResponse | null
    readonly socket?: { readonly _socket?: NetSocket | null; readonly terminate: () => void }
  }
}

export type Outbound = {
  /** Unsent bytes, the largest message included. */
  readonly waiting: () => number
  /** Bytes sent since the connection opened. */
  readonly sent: () => number
  /** Whether an answer of this size may start. */
  readonly hasRoom: (bytes: number) => boolean
  /** Whether a refusal may still be sent. */
  readonly hasRoomToRefuse: () => boolean
  /** The last batch sent, and whether the network has taken it. */
  readonly last: () => { readonly isTaken: () => boolean }
  /** Registers a listener that is called whenever the network took something. */
  readonly onRoom: (onRoom: () => void) => void
  /** Sends it once most of the backlog is sent; a later call with the same key replaces it. */
  readonly holdBack: (key: string, send: () => void) => void
  /** Closes the connection at once, unsent data or not. */
  readonly cut: () => void
}

export type Outbounds = {
  readonly of: (socket: SyncSocket) => Outbound
  /** Closes a connection at once, also one without a socket. */
  readonly cut: (connection: SyncSocket['conn']) => void
  /** Sockets of a room whose backlog is too large for new messages. */
  readonly slowIn: (room: string) => readonly SyncSocket[]
  /** Registers the socket of its connection, so that `slowIn` finds it. */
  readonly join: (socket: SyncSocket) => void
  readonly stop: () => void
}

export function createOutbounds(io: SyncServer, onTrouble: (error: unknown) => void): Outbounds {
  const all = new Map<SyncSocket['conn'], Kept>()
  const busy = new Set<Kept>()
  const slow = new Set<Kept>()
  let altogether = 0

  io.engine.on('connection', (connection: SyncSocket['conn']) => {
    watch(connection as Engine)
  })

  function watch(connection: Engine): Kept {
    let next: Batch = { bytes: 0, largest: 0, sink: null, isTaken: false }
    let lastGiven = next
    let waiting = 0
    let sent = 0
    const given = new Set<Batch>()
    const heldBack = new Map<string, () => void>()
    const roomListeners: (() => void)[] = []
    let isCut = false

    function largest(): number {
      let most = next.largest
      for (const batch of given) most = Math.max(most, batch.largest)
      return most
    }

    function changed(by: number): void {
      waiting += by
      altogether += by
      if (waiting > 0) busy.add(kept)
      else busy.delete(kept)
      if (waiting > mostToldBytes) slow.add(kept)
    }

    function created(packet: unknown): void {
      if (isCut) return
      const bytes = lengthOf(packet) + packetBytes
      sent += bytes
      next.bytes += bytes
      next.largest = Math.max(next.largest, bytes)
      if (waiting === 0) kept.takenAt = performance.now()
      changed(bytes)
      // Not while the packet is being sent.
      if (waiting - largest() > mostWaitingBytes) process.nextTick(cut)
    }

    function flushed(): void {
      const batch = next
      next = { bytes: 0, largest: 0, sink: null, isTaken: false }
      lastGiven = batch
      given.add(batch)
      const { transport } = connection
      const taken = () => release(batch)
      if (transport.name === 'polling' && transport.res) {
        batch.sink = transport.res.socket
        transport.res.once('close', taken)
      } else {
        batch.sink = transport.socket?._socket ?? null
        transport.once('drain', taken)
      }
    }

    function release(batch: Batch): void {
      if (!given.delete(batch)) return
      batch.isTaken = true
      kept.takenAt = performance.now()
      changed(-batch.bytes)
      room()
    }

    function room(): void {
      for (const listener of roomListeners) listener()
      if (waiting > mostToldBytes / 8 || !slow.delete(kept)) return
      for (const [key, send] of heldBack) {
        if (slow.has(kept)) return
        heldBack.delete(key)
        send()
      }
    }

    function cut(): void {
      if (isCut) return
      isCut = true
      const sinks = [...given].map(({ sink }) => sink)
      connection.close(true)
      connection.transport.socket?.terminate()
      for (const sink of sinks) sink?.destroy()
    }

    function closed(): void {
      all.delete(connection)
      busy.delete(kept)
      slow.delete(kept)
      altogether -= waiting
      heldBack.clear()
      roomListeners.length = 0
      // Unsent data would stay in memory until the other end agrees to close; without unsent data only the file descriptor would.
      if (waiting > 0) cut()
      else setTimeout(() => connection.transport.socket?.terminate(), longestClosingMs).unref()
      given.clear()
      waiting = 0
    }

    const kept: Kept = {
      takenAt: performance.now(),
      unsent: 0,
      socket: null,
      connection,
      waiting: () => waiting,
      sent: () => sent,
      sinks: () => [...given].map(({ sink }) => sink),
      hasRoom: (bytes) => waiting - largest() + bytes <= mostWaitingBytes - keptFreeBytes,
      hasRoomToRefuse: () => waiting - largest() <= mostWaitingBytes - keptFreeBytes / 2,
      last: () => {
        const batch = next.bytes > 0 ? next : lastGiven
        return { isTaken: () => batch.isTaken || batch.bytes === 0 }
      },
      onRoom: (listener) => roomListeners.push(listener),
      holdBack: (key, send) => {
        heldBack.delete(key)
        heldBack.set(key, send)
        if (heldBack.size > mostHeldBack) process.nextTick(cut)
      },
      cut,
    }
    all.set(connection, kept)
    connection.on('packetCreate', created)
    connection.on('flush', flushed)
    connection.once('close', closed)
    return kept
  }

  function look(): void {
    const now = performance.now()
    for (const kept of [...busy]) {
      const unsent = kept.sinks().reduce((sum, sink) => sum + unsentBy(sink), 0)
      // A long message is taken in pieces, so any progress counts.
      if (unsent !== kept.unsent) kept.takenAt = now
      kept.unsent = unsent
      const isClosing = kept.connection.readyState !== 'open'
      if (now - kept.takenAt > (isClosing ? longestClosingMs : longestStallMs)) kept.cut()
    }
    if (altogether <= mostWaitingAltogetherBytes) return
    const largestFirst = [...busy].sort((one, other) => other.waiting() - one.waiting())
    for (const kept of largestFirst) {
      if (altogether <= mostWaitingAltogetherBytes) break
      kept.cut()
    }
  }

  const timer = setInterval(() => {
    try {
      look()
    } catch (error) {
      onTrouble(error)
    }
  }, lookEveryMs)
  timer.unref()

  return {
    cut: (connection) => (all.get(connection) ?? watch(connection as Engine)).cut(),
    of: ({ conn }) => all.get(conn) ?? watch(conn as Engine),
    join: (socket) => {
      const kept = all.get(socket.conn)
      if (kept !== undefined) kept.socket = socket
    },
    slowIn: (room) => {
      const members = io.sockets.adapter.rooms.get(room)
      if (members === undefined || slow.size === 0) return []
      const inBoth: SyncSocket[] = []
      if (slow.size < members.size) {
        for (const { socket } of slow) if (socket !== null && members.has(socket.id)) inBoth.push(socket)
        return inBoth
      }
      for (const id of members) {
        const socket = io.sockets.sockets.get(id)
        const kept = socket && all.get(socket.conn)
        if (socket !== undefined && kept !== undefined && slow.has(kept)) inBoth.push(socket)
      }
      return inBoth
    },
    stop: () => clearInterval(timer),
  }
}

type Kept = Outbound & {
  /** When the network last took something, or when data began to wait. */
  takenAt: number
  unsent: number
  socket: SyncSocket | null
  readonly connection: Engine
  readonly sinks: () => readonly (NetSocket | null)[]
}

/** Engine.IO keeps a message as text, or as one pre-encoded frame shared by all its readers. */
function lengthOf(packet: unknown): number {
  const { data, options } = packet as {
    readonly data?: unknown
    readonly options?: { readonly wsPreEncodedFrame?: readonly Uint8Array[] }
  }
  const frame = options?.wsPreEncodedFrame?.reduce((sum, piece) => sum + piece.length, 0)
  return frame ?? (typeof data === 'string' ? Buffer.byteLength(data) : 0)
}

/** Bytes the operating system has not taken yet. Node reads the same field to see whether a write makes progress. */
function unsentBy(sink: NetSocket | null): number {
  const { _handle } = (sink ?? {}) as { readonly _handle?: { readonly writeQueueSize?: number } | null }
  return _handle?.writeQueueSize ?? 0
}
