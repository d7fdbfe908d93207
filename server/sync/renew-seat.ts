// Heartbeat of the window on the director's seat: renews the seat's lease without creating a version.

import { seatLastsMs } from '#shared/domain/director-seat.ts'
import { seatRenewal } from '#shared/protocol/crew-presence.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import type { Clock } from '../clock-and-ids.ts'
import { findDirector } from '../store/crew-rows.ts'
import { renewLease, seatLease } from '../store/lease-rows.ts'
import type { Store } from '../store/open-store.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import type { Followed, SyncSocket } from './sync-server.ts'

/** False when this window no longer holds the seat, or may not direct. */
export async function keepSeat(
  socket: SyncSocket,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: unknown,
): Promise<boolean> {
  const parsed = parseInput(seatRenewal, request)
  if (!parsed.success) return false
  const { gatheringId, seatId } = parsed.data
  const followed = socket.data.audiences.get(gatheringId)
  if (followed === undefined || !(await mayDirect(store, gatheringId, followed, socket.data.organizerId)))
    return false
  const name = seatLease(gatheringId)
  return renewLease(store.db, { name, holder: seatId, now: clock.now(), lastsMs: seatLastsMs })
}

/** Asks the store: the socket of a dismissed director may not be closed yet. */
async function mayDirect(
  { db }: Store,
  gatheringId: string,
  { audience, credentialHash }: Followed,
  organizerId: string | null,
): Promise<boolean> {
  if (audience.kind === 'organizer')
    return organizerId !== null && isOrganizerOf(db, gatheringId, organizerId)
  if (audience.kind !== 'director' || credentialHash === null) return false
  return (await findDirector(db, gatheringId, credentialHash)) !== null
}
