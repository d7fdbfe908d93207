// Closes a socket whose right to read has ended: sends `revoked` first, unless too much unsent data waits.
import type { Outbounds } from './outbound.ts'
import type { SyncSocket } from './sync-server.ts'

/** With more than this unsent, `revoked` is not sent. */
const mostLeftBytes = 32 * 1024

/** Closes a socket and sends `revoked` for `gatheringId`; null sends nothing. */
export type Revoke = (socket: SyncSocket, gatheringId: string | null) => void

export function createRevoke(outbounds: Outbounds): Revoke {
  return (socket, gatheringId) => {
    const outbound = outbounds.of(socket)
    // The unsent data was read with the ended right, and could be taken at any time later.
    if (outbound.waiting() > mostLeftBytes) {
      outbound.cut()
      return
    }
    if (gatheringId !== null) socket.emit('revoked', { gatheringId })
    // Data not taken within half a second is dropped (outbound.ts).
    socket.disconnect(true)
  }
}
