// What a purge or a removal tells those who follow a reply: how it stands, or that it is gone.
import { readTickets } from '../reading/ticket.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners } from './listeners.ts'
import { ticketRoom } from './rooms.ts'
import type { SyncServer } from './sync-server.ts'

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
