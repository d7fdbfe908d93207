// How a socket subscribes: to a gathering as one audience, to the reader's own reply, to months of the calendar.

import type { BrowseAnswer } from '#shared/protocol/calendar.ts'
import { browseRequest } from '#shared/protocol/calendar-query.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import {
  type HoldAnswer,
  holdRequest,
  type JoinAnswer,
  type JoinRequest,
  joinRequest,
  leaveRequest,
} from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { audienceKey } from '../reading/audience-key.ts'
import type { Calendar } from '../reading/calendar.ts'
import { readOwnGatherings } from '../reading/directory.ts'
import { readTicketBySecret } from '../reading/ticket.ts'
import type { Readings } from '../reading/view-cache.ts'
import { hashSecret } from '../secrets.ts'
import { findDirector } from '../store/crew-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { findMeetingByHost, findMeetingByInvitation } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import type { Listeners } from './listeners.ts'
import { audienceRoom, monthRoom, ownListRoom, ticketRoom } from './rooms.ts'
import { tellStage } from './shown-stages.ts'
import type { Followed, SyncSocket } from './sync-server.ts'

/** Dependencies of joining, besides the socket. */
export type JoinMeans = { readonly store: Store; readonly readings: Readings; readonly listeners: Listeners }

/** Most gatherings, and most replies, that one socket follows. */
const mostFollowed = 20

export async function join(
  socket: SyncSocket,
  { store, readings, listeners }: JoinMeans,
  request: unknown,
): Promise<JoinAnswer> {
  const parsed = parseInput(joinRequest, request)
  if (!parsed.success) return { ok: false, reason: 'malformed' }
  const gatheringId = await readings.findId(parsed.data.gathering)
  if (gatheringId === null) return { ok: false, reason: 'not-found' }
  const audience = await audienceFor(socket, store, gatheringId, parsed.data)
  if (audience === null) {
    return { ok: false, reason: parsed.data.credential === undefined ? 'not-allowed' : 'link-not-valid' }
  }
  // The socket closed during the lookup: nothing would remove it from the rooms again.
  if (!socket.connected) return { ok: false, reason: 'not-found' }
  // Joins the room before reading, so that no commit in between is missed.
  const { known, credential } = parsed.data
  const followed: Followed = {
    audience,
    pace: parsed.data.pace ?? 'prompt',
    credentialHash: audience.kind === 'public' || credential === undefined ? null : hashSecret(credential),
    isAnswered: false,
  }
  const hasRead = enter(socket, listeners, gatheringId, followed)
  const reading = known
    ? readings.since(gatheringId, audience, known)
    : readings.snapshot(gatheringId, audience).then((snapshot) => snapshot && { snapshot })
  const read = await reading
  if (read !== null) hasRead('update' in read ? read.update.to : read.snapshot.version)
  if (read === null) {
    leave(socket, listeners, { gatheringId })
    return { ok: false, reason: 'not-found' }
  }
  // The right may have been revoked, and checked, before the socket was in the room.
  const still = await audienceFor(socket, store, gatheringId, parsed.data)
  if (still === null || audienceKey(still) !== audienceKey(audience)) {
    leave(socket, listeners, { gatheringId })
    return { ok: false, reason: credential === undefined ? 'not-allowed' : 'link-not-valid' }
  }
  const stage = 'update' in read ? read.update.stage : read.snapshot.stage
  const listening = listeners.audienceOf(gatheringId, audience, followed.pace)
  if (stage !== undefined && listening !== undefined)
    tellStage(listening, stage, 'update' in read ? read.update.to : read.snapshot.version)
  followed.isAnswered = true
  return { ok: true, audience, ...read }
}

async function audienceFor(
  socket: SyncSocket,
  { db }: Store,
  gatheringId: string,
  { as, credential }: JoinRequest,
): Promise<Audience | null> {
  switch (as) {
    case 'public':
      return { kind: 'public' }
    case 'organizer':
    case 'preview': {
      const { organizerId } = socket.data
      if (organizerId === null || !(await isOrganizerOf(db, gatheringId, organizerId))) return null
      return { kind: as }
    }
    case 'director': {
      if (credential === undefined) return null
      const director = await findDirector(db, gatheringId, hashSecret(credential))
      return director === null ? null : { kind: 'director', directorId: director.directorId }
    }
    case 'host':
    case 'guest': {
      if (credential === undefined) return null
      const meetingId =
        as === 'host'
          ? await findMeetingByHost(db, gatheringId, hashSecret(credential))
          : await findMeetingByInvitation(db, gatheringId, credential)
      return meetingId === null ? null : { kind: as, meetingId }
    }
  }
}

function enter(
  socket: SyncSocket,
  listeners: Listeners,
  gatheringId: string,
  followed: Followed,
): (version: number) => void {
  const { audience, pace } = followed
  leave(socket, listeners, { gatheringId })
  if (socket.data.audiences.size >= mostFollowed) {
    const oldest = socket.data.audiences.keys().next().value
    if (oldest !== undefined) leave(socket, listeners, { gatheringId: oldest })
  }
  socket.data.audiences.set(gatheringId, followed)
  void socket.join(audienceRoom(gatheringId, audience, pace))
  return listeners.addAudience(gatheringId, audience, pace)
}

export function leave(socket: SyncSocket, listeners: Listeners, request: unknown): void {
  const parsed = parseInput(leaveRequest, request)
  if (!parsed.success) return
  const { gatheringId } = parsed.data
  const followed = socket.data.audiences.get(gatheringId)
  if (followed === undefined) return
  socket.data.audiences.delete(gatheringId)
  listeners.dropAudience(gatheringId, followed.audience, followed.pace)
  void socket.leave(audienceRoom(gatheringId, followed.audience, followed.pace))
}

export async function hold(
  socket: SyncSocket,
  { store, readings, listeners }: JoinMeans,
  request: unknown,
): Promise<HoldAnswer> {
  const parsed = parseInput(holdRequest, request)
  if (!parsed.success) return { ok: false, reason: 'malformed' }
  const ticket = await readTicketBySecret(store, hashSecret(parsed.data.credential))
  const record = ticket === null ? null : await loadGathering(store.db, ticket.gatheringId)
  if (ticket === null || record === null) return { ok: false, reason: 'link-not-valid' }
  const { tickets } = socket.data
  if (socket.connected && !tickets.has(ticket.attendanceId) && tickets.size < mostFollowed) {
    tickets.add(ticket.attendanceId)
    listeners.addTicket(ticket.attendanceId, ticket.gatheringId, ticket.meetingId)
    void socket.join(ticketRoom(ticket.attendanceId))
    // Heads does not announce the first version it learns of a gathering. A client that reads only a reply has read this version.
    readings.heads.raise(ticket.gatheringId, record.version)
    // Read again: the reply may have changed between the first read and joining the room.
    const again = await readTicketBySecret(store, hashSecret(parsed.data.credential))
    if (again === null) {
      drop(socket, listeners, ticket.attendanceId)
      return { ok: false, reason: 'link-not-valid' }
    }
    listeners.seenTicket(again)
    return { ok: true, ticket: again, slug: record.gathering.slug }
  }
  return { ok: true, ticket, slug: record.gathering.slug }
}

/** Unsubscribes this socket from a reply that was erased. */
export function drop(socket: SyncSocket, listeners: Listeners, attendanceId: string): void {
  if (socket.data.tickets.delete(attendanceId)) listeners.dropTicket(attendanceId)
  void socket.leave(ticketRoom(attendanceId))
}

export async function browse(
  socket: SyncSocket,
  { store, readings, listeners, calendar }: JoinMeans & { readonly calendar: Calendar },
  request: unknown,
): Promise<BrowseAnswer> {
  const parsed = parseInput(browseRequest, request)
  if (!parsed.success) return []
  // Refresh before listening: the first full read is not news.
  await calendar.refresh()
  const { organizerId } = socket.data
  if (socket.connected) followMonths(socket, listeners, new Set(parsed.data.months))
  return organizerId === null ? [] : readOwnGatherings(store, readings, organizerId)
}

function followMonths(socket: SyncSocket, listeners: Listeners, months: ReadonlySet<string>): void {
  const { organizerId, months: before } = socket.data
  if (before === null) {
    listeners.addBrowser()
    if (organizerId !== null) void socket.join(ownListRoom(organizerId))
  }
  for (const month of before ?? []) if (!months.has(month)) void socket.leave(monthRoom(month))
  void socket.join([...months].map(monthRoom))
  socket.data.months = months
}

/** Removes all subscriptions of a closed socket. */
export function forget(socket: SyncSocket, listeners: Listeners): void {
  const { audiences, tickets } = socket.data
  for (const [gatheringId, { audience, pace }] of audiences)
    listeners.dropAudience(gatheringId, audience, pace)
  for (const attendanceId of tickets) listeners.dropTicket(attendanceId)
  if (socket.data.months !== null) listeners.dropBrowser()
  socket.data.months = null
  audiences.clear()
  tickets.clear()
}
