// The window on the director's seat says that it is there: its lease goes on, and no version is made of it.
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import { seatRenewal } from '#shared/protocol/crew-now.ts'
import type { Clock } from '../environment.ts'
import { renewLease, seatLease } from '../store/lease-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { SyncSocket } from './sync-server.ts'

/** False when this window sits there no longer, or may not. */
export async function keepSeat(
  socket: SyncSocket,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: unknown,
): Promise<boolean> {
  const parsed = seatRenewal.safeParse(request)
  if (!parsed.success) return false
  const { gatheringId, seatId } = parsed.data
  const kind = socket.data.audiences.get(gatheringId)?.audience.kind
  if (kind !== 'organizer' && kind !== 'director') return false
  const name = seatLease(gatheringId)
  return renewLease(store.db, { name, holder: seatId, now: clock.now(), lastsMs: seatLastsMs })
}
