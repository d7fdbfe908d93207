// One's own reply, read by its secret or told again when it changed.
import type { Attendance } from '#shared/domain/attendance.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { countAhead, findAttendanceBySecret, loadAttendances } from '../store/attendance-rows.ts'
import { loadMeetingsById } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectTicket } from './exposure.ts'

export async function readTicketBySecret(store: Store, secretHash: string): Promise<TicketView | null> {
  const found = await findAttendanceBySecret(store.db, secretHash)
  return found === null ? null : ((await viewTickets(store, [found.attendance]))[0] ?? null)
}

export async function readTickets(
  store: Store,
  attendanceIds: readonly string[],
): Promise<readonly TicketView[]> {
  const found = await loadAttendances(store.db, attendanceIds)
  return viewTickets(
    store,
    found.map(({ attendance }) => attendance),
  )
}

async function viewTickets(store: Store, attendances: readonly Attendance[]): Promise<TicketView[]> {
  const meetingIds = [...new Set(attendances.map((attendance) => attendance.meetingId))]
  const meetings = await loadMeetingsById(store.db, meetingIds)
  const byId = new Map(meetings.map((record) => [record.meeting.meetingId, record]))
  const views: TicketView[] = []
  for (const attendance of attendances) {
    const record = byId.get(attendance.meetingId)
    if (record === undefined) continue
    const ahead = attendance.state === 'waiting' ? await countAhead(store.db, attendance) : null
    views.push(projectTicket(attendance, record, ahead))
  }
  return views
}
