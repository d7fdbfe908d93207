// Ends a right that sockets read by: they are told and closed, and whoever takes nothing is closed without a word.
import type { Outbounds } from './outbound.ts'
import type { SyncServer } from './sync-server.ts'

/** With more than this on its way nothing else is said. */
const mostLeftBytes = 32 * 1024

/** Closes what listens in a room of this process; `gatheringId` is told as revoked, null tells nothing. */
export type Revoke = (room: string, gatheringId: string | null) => void

export function createRevoke(io: SyncServer, outbounds: Outbounds): Revoke {
  return (room, gatheringId) => {
    for (const id of [...(io.sockets.adapter.rooms.get(room) ?? [])]) {
      const socket = io.sockets.sockets.get(id)
      if (socket === undefined) continue
      const outbound = outbounds.of(socket)
      // What waits was read by this right, and nobody knows when it would be taken.
      if (outbound.waiting() > mostLeftBytes) {
        outbound.cut()
        continue
      }
      if (gatheringId !== null) socket.emit('revoked', { gatheringId })
      // Whatever of it is not taken within half a second is cut off (outbound.ts).
      socket.disconnect(true)
    }
  }
}
