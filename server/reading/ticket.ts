// The ticket of one's own reply, read by its secret, or by id after a change.
import type { Attendance } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import {
  type AttendanceRecord,
  countAhead,
  findAttendanceBySecret,
  loadAttendances,
  waitingOrders,
} from '../store/attendance-rows.ts'
import { publishedStandings } from '../store/gathering-rows.ts'
import { loadMeetingsById } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectTicket } from './exposure.ts'
import { attendanceIdOf, feedToken, opensFeed } from './feed-token.ts'

export async function readTicketBySecret(store: Store, secretHash: string): Promise<TicketView | null> {
  const found = await findAttendanceBySecret(store.db, secretHash)
  return found === null ? null : ((await viewTickets(store, [found]))[0] ?? null)
}

export async function readTickets(
  store: Store,
  attendanceIds: readonly string[],
): Promise<readonly TicketView[]> {
  return viewTickets(store, await loadAttendances(store.db, attendanceIds))
}

/** A ticket, and the revision of its reply. */
export type RevisedTicket = { readonly ticket: TicketView; readonly revision: number }

/** The tickets opened by these feed tokens; tokens that open none are skipped. */
export async function readTicketsByFeed(
  store: Store,
  tokens: readonly string[],
): Promise<readonly RevisedTicket[]> {
  const ids = tokens.map(attendanceIdOf).filter((id) => id !== null)
  const found = await loadAttendances(store.db, [...new Set(ids)])
  const opened = found.filter((reply) => tokens.some((token) => opensFeed(token, reply)))
  const revisions = new Map(
    opened.map(({ attendance, revision }) => [attendance.attendanceId, revision ?? 0] as const),
  )
  const tickets = await viewTickets(store, opened)
  return tickets.map((ticket) => ({ ticket, revision: revisions.get(ticket.attendanceId) ?? 0 }))
}

/** A cancelled reply stays when its gathering is unpublished, but opens nothing while that is a draft (A7). */
async function viewTickets(store: Store, found: readonly AttendanceRecord[]): Promise<TicketView[]> {
  const gatheringIds = [...new Set(found.map(({ gatheringId }) => gatheringId))]
  const standings = await publishedStandings(store.db, gatheringIds)
  const replies = found.filter(({ gatheringId }) => standings.has(gatheringId))
  const attendances = replies.map(({ attendance }) => attendance)
  const meetingIds = [...new Set(attendances.map((attendance) => attendance.meetingId))]
  const meetings = await loadMeetingsById(store.db, meetingIds)
  const byId = new Map(meetings.map((record) => [record.meeting.meetingId, record]))
  // With closed counts nobody learns their position, and the time for counting must not reveal it either.
  const hasPlace = ({ state, meetingId }: Attendance) => {
    const exposure = byId.get(meetingId)?.meeting.exposure
    return state === 'waiting' && exposure !== undefined && !isCountClosed(exposure)
  }
  const aheadOf = await placesInLine(store, attendances.filter(hasPlace))
  const views: TicketView[] = []
  for (const reply of replies) {
    const { attendance } = reply
    const record = byId.get(attendance.meetingId)
    const standing = standings.get(reply.gatheringId)
    if (record === undefined || standing === undefined) continue
    const ahead = aheadOf.get(attendance.attendanceId) ?? null
    views.push(projectTicket(attendance, record, { ahead, feed: feedToken(reply), standing }))
  }
  return views
}

/** The number of parties ahead of each, by attendance id. Reads each waiting list once, however many tickets are in it. */
async function placesInLine(
  store: Store,
  waiting: readonly Attendance[],
): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>()
  for (const meetingId of new Set(waiting.map((each) => each.meetingId))) {
    const here = waiting.filter((each) => each.meetingId === meetingId)
    const [first] = here
    if (here.length === 1 && first !== undefined) {
      places.set(first.attendanceId, await countAhead(store.db, first))
      continue
    }
    const orders = await waitingOrders(store.db, meetingId)
    const placeOf = new Map(orders.map((order, place) => [order, place]))
    for (const each of here) places.set(each.attendanceId, placeOf.get(each.queueOrder) ?? 0)
  }
  return places
}
