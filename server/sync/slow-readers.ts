// Readers whose line is slower than what is told to them: set aside before much is queued for them, and let in again when they have read it.
import { audienceRoom } from './rooms.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** A reader with more than this on the way to it is told nothing more for now. */
export const mostQueuedBytes = 128 * 1024
const lookAgainMs = 500

type Queue = {
  readonly writeBuffer: readonly unknown[]
  /** Absent while a long-polling request is not open. */
  readonly transport?: { readonly socket?: { readonly bufferedAmount?: number } }
}

/** Bytes that were given to a connection and not yet taken by the network. Packets not yet written count a little each. */
export function queuedBytes(connection: Queue): number {
  const written = connection.transport?.socket?.bufferedAmount ?? 0
  let waiting = 0
  for (const packet of connection.writeBuffer) waiting += lengthOf(packet)
  return written + waiting
}

/** Engine.IO keeps a message as text, or as a frame that was made once for all its readers. */
function lengthOf(packet: unknown): number {
  const { data, options } = packet as {
    readonly data?: unknown
    readonly options?: { readonly wsPreEncodedFrame?: readonly Uint8Array[] }
  }
  const frame = options?.wsPreEncodedFrame?.reduce((sum, piece) => sum + piece.length, 0)
  return frame ?? (typeof data === 'string' ? data.length : 0)
}

export type SlowReaders = {
  /** Takes those out of a room who have too much before them. Call it before telling the room anything. */
  readonly setAside: (room: string) => void
  readonly stop: () => void
}

/** `onBack` is called for a socket that is in its room again; what it missed meanwhile it must be made to ask for. */
export function createSlowReaders(
  io: SyncServer,
  onBack: (socket: SyncSocket, room: string) => void,
): SlowReaders {
  const aside = new Map<string, Set<string>>()
  const timer = setInterval(letIn, lookAgainMs)
  timer.unref()

  function letIn(): void {
    for (const [socketId, rooms] of aside) {
      const socket = io.sockets.sockets.get(socketId)
      if (socket === undefined) {
        aside.delete(socketId)
        continue
      }
      if (queuedBytes(socket.conn as unknown as Queue) > mostQueuedBytes / 8) continue
      aside.delete(socketId)
      for (const room of rooms) {
        // It may have left of its own will meanwhile.
        if (!belongsIn(socket, room)) continue
        void socket.join(room)
        onBack(socket, room)
      }
    }
  }

  return {
    setAside: (room) => {
      const members = io.sockets.adapter.rooms.get(room)
      for (const socketId of members ?? []) {
        const socket = io.sockets.sockets.get(socketId)
        if (socket === undefined || queuedBytes(socket.conn as unknown as Queue) <= mostQueuedBytes) continue
        aside.set(socketId, (aside.get(socketId) ?? new Set()).add(room))
        void socket.leave(room)
      }
    },
    stop: () => clearInterval(timer),
  }
}

function belongsIn({ data }: SyncSocket, room: string): boolean {
  return [...data.audiences].some(
    ([gatheringId, { audience, pace }]) => audienceRoom(gatheringId, audience, pace) === room,
  )
}
