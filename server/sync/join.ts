// How a socket comes to read: a gathering with one pair of eyes, one's own reply, the list of gatherings.
import type { Socket } from 'socket.io'
import {
  type ClientToServer,
  type HoldAnswer,
  holdRequest,
  type JoinAnswer,
  type JoinRequest,
  joinRequest,
  leaveRequest,
  type ServerToClient,
} from '#shared/protocol/socket-events.ts'
import type { Audience, GatheringSummary } from '#shared/protocol/views.ts'
import { readDirectory } from '../reading/directory.ts'
import { readSince, readSnapshot } from '../reading/snapshot.ts'
import { readTicketBySecret } from '../reading/ticket.ts'
import { hashSecret } from '../secrets.ts'
import { findGathering, type GatheringRecord, isOrganizerOf, loadGathering } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners } from './listeners.ts'
import type { SocketState } from './publish.ts'
import { audienceRoom, directoryRoom, ownDirectoryRoom, ticketRoom } from './rooms.ts'

export type SyncSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketState>

/** At most so many gatherings and replies are followed by one socket. */
const mostFollowed = 20

export async function join(
  socket: SyncSocket,
  store: Store,
  listeners: Listeners,
  request: unknown,
): Promise<JoinAnswer> {
  const parsed = joinRequest.safeParse(request)
  if (!parsed.success) return { ok: false, reason: 'malformed' }
  const record = await findGathering(store.db, parsed.data.gathering)
  if (record === null) return { ok: false, reason: 'not-found' }
  const { gatheringId } = record.gathering
  const audience = await audienceFor(socket, store, record, parsed.data)
  if (audience === null) {
    return { ok: false, reason: parsed.data.credential === undefined ? 'not-allowed' : 'link-not-valid' }
  }
  // Gone while it was looked up: nobody would ever take it out of the rooms again.
  if (!socket.connected) return { ok: false, reason: 'not-found' }
  // In the room before the reading, so that nothing committed in between is missed.
  const hasRead = enter(socket, listeners, gatheringId, audience)
  const { known } = parsed.data
  const reading = known
    ? readSince(store, gatheringId, audience, known)
    : readSnapshot(store, gatheringId, audience).then((snapshot) => snapshot && { snapshot })
  const read = await reading.finally(hasRead)
  if (read === null) {
    leave(socket, listeners, { gatheringId })
    return { ok: false, reason: 'not-found' }
  }
  return { ok: true, audience, ...read }
}

async function audienceFor(
  socket: SyncSocket,
  store: Store,
  record: GatheringRecord,
  { as, credential }: JoinRequest,
): Promise<Audience | null> {
  const { gatheringId } = record.gathering
  switch (as) {
    case 'public':
      return { kind: 'public' }
    case 'organizer':
    case 'preview': {
      const { organizerId } = socket.data
      if (organizerId === null || !(await isOrganizerOf(store.db, gatheringId, organizerId))) return null
      return { kind: as }
    }
    case 'host':
    case 'guest': {
      if (credential === undefined) return null
      const hash = hashSecret(credential)
      const found = (await loadMeetings(store.db, gatheringId)).find((meeting) =>
        as === 'host' ? meeting.hostHash === hash : meeting.invitation === credential,
      )
      return found === undefined ? null : { kind: as, meetingId: found.meeting.meetingId }
    }
  }
}

function enter(
  socket: SyncSocket,
  listeners: Listeners,
  gatheringId: string,
  audience: Audience,
): () => void {
  leave(socket, listeners, { gatheringId })
  if (socket.data.audiences.size >= mostFollowed) {
    const oldest = socket.data.audiences.keys().next().value
    if (oldest !== undefined) leave(socket, listeners, { gatheringId: oldest })
  }
  socket.data.audiences.set(gatheringId, audience)
  void socket.join(audienceRoom(gatheringId, audience))
  return listeners.addAudience(gatheringId, audience)
}

export function leave(socket: SyncSocket, listeners: Listeners, request: unknown): void {
  const parsed = leaveRequest.safeParse(request)
  if (!parsed.success) return
  const { gatheringId } = parsed.data
  const audience = socket.data.audiences.get(gatheringId)
  if (audience === undefined) return
  socket.data.audiences.delete(gatheringId)
  listeners.dropAudience(gatheringId, audience)
  void socket.leave(audienceRoom(gatheringId, audience))
}

export async function hold(
  socket: SyncSocket,
  store: Store,
  listeners: Listeners,
  request: unknown,
): Promise<HoldAnswer> {
  const parsed = holdRequest.safeParse(request)
  if (!parsed.success) return { ok: false, reason: 'malformed' }
  const ticket = await readTicketBySecret(store, hashSecret(parsed.data.credential))
  const record = ticket === null ? null : await loadGathering(store.db, ticket.gatheringId)
  if (ticket === null || record === null) return { ok: false, reason: 'link-not-valid' }
  const { tickets } = socket.data
  if (socket.connected && !tickets.has(ticket.attendanceId) && tickets.size < mostFollowed) {
    tickets.add(ticket.attendanceId)
    listeners.addTicket(ticket.attendanceId, ticket.meetingId)
    void socket.join(ticketRoom(ticket.attendanceId))
    // Read again: it may have changed between the first reading and the room.
    const again = await readTicketBySecret(store, hashSecret(parsed.data.credential))
    return { ok: true, ticket: again ?? ticket, slug: record.gathering.slug }
  }
  return { ok: true, ticket, slug: record.gathering.slug }
}

export async function browse(socket: SyncSocket, store: Store): Promise<readonly GatheringSummary[]> {
  void socket.join(directoryRoom)
  const { organizerId } = socket.data
  if (organizerId !== null) void socket.join(ownDirectoryRoom(organizerId))
  return readDirectory(store, organizerId)
}

/** What a socket that is gone no longer listens to. */
export function forget(socket: SyncSocket, listeners: Listeners): void {
  for (const [gatheringId, audience] of socket.data.audiences) listeners.dropAudience(gatheringId, audience)
  for (const attendanceId of socket.data.tickets) listeners.dropTicket(attendanceId)
  socket.data.audiences.clear()
  socket.data.tickets.clear()
}
