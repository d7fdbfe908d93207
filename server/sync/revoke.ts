// Ends a right that a socket reads by: it is told and closed, and whoever takes nothing is closed without a word.
import type { Outbounds } from './outbound.ts'
import type { SyncSocket } from './sync-server.ts'

/** With more than this on its way nothing else is said. */
const mostLeftBytes = 32 * 1024

/** Closes a socket; `gatheringId` is told as revoked, null tells nothing. */
export type Revoke = (socket: SyncSocket, gatheringId: string | null) => void

export function createRevoke(outbounds: Outbounds): Revoke {
  return (socket, gatheringId) => {
    const outbound = outbounds.of(socket)
    // What waits was read by this right, and nobody knows when it would be taken.
    if (outbound.waiting() > mostLeftBytes) {
      outbound.cut()
      return
    }
    if (gatheringId !== null) socket.emit('revoked', { gatheringId })
    // Whatever of it is not taken within half a second is cut off (outbound.ts).
    socket.disconnect(true)
  }
}
