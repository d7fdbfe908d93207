// What a purge or a removal tells beside an update: rights by a secret end, and whoever follows a reply hears what became of it.
import type { Audience } from '#shared/protocol/views.ts'
import { readTickets } from '../reading/ticket.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { ticketRoom } from './rooms.ts'
import type { SyncServer } from './sync-server.ts'

/**
 * A purge erases every host link, invitation and director's link, so all who read by one leave. Nothing happens when the gathering was not
 * purged after `from`, the version up to which the audiences were told.
 */
export async function endRightsOfPurged(
  io: SyncServer,
  store: Store,
  told: {
    readonly gatheringId: string
    readonly audiences: readonly ListeningAudience[]
    readonly from: number
  },
): Promise<void> {
  const { gatheringId, audiences, from } = told
  if (!audiences.some(({ audience }) => isBySecret(audience))) return
  const record = await loadGathering(store.db, gatheringId)
  if (record === null || record.purgedVersion <= from) return
  // By sockets and not by rooms: a slow reader is out of its room for a while, and is let in again.
  for (const socket of io.sockets.sockets.values()) {
    const followed = socket.data.audiences.get(gatheringId)
    if (followed === undefined || !isBySecret(followed.audience)) continue
    socket.emit('revoked', { gatheringId })
    socket.disconnect(true)
  }
}

function isBySecret({ kind }: Audience): boolean {
  return kind === 'host' || kind === 'guest' || kind === 'director'
}

/** Where no log says which replies changed: all that are followed here are read again, and those that are gone are told so. */
export async function tellHolders(
  io: SyncServer,
  { store, listeners }: { readonly store: Store; readonly listeners: Listeners },
  gatheringId: string,
): Promise<void> {
  const held = listeners.heldOf(gatheringId)
  if (held.length === 0) return
  const there = await readTickets(store, held)
  for (const ticket of there) {
    listeners.moveTicket(ticket.attendanceId, ticket.meetingId)
    io.local.to(ticketRoom(ticket.attendanceId)).emit('ticket', ticket)
  }
  const isThere = new Set(there.map(({ attendanceId }) => attendanceId))
  for (const attendanceId of held) if (!isThere.has(attendanceId)) endTicket(io, listeners, attendanceId)
}

function endTicket(io: SyncServer, listeners: Listeners, attendanceId: string): void {
  const room = ticketRoom(attendanceId)
  io.local.to(room).emit('ticketGone', { attendanceId })
  for (const socketId of [...(io.sockets.adapter.rooms.get(room) ?? [])]) {
    const socket = io.sockets.sockets.get(socketId)
    if (socket?.data.tickets.delete(attendanceId)) listeners.dropTicket(attendanceId)
    void socket?.leave(room)
  }
}
