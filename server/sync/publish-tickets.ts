// Sends followers of a reply its ticket when it differs from the one last sent.
import type { Touched } from '#shared/protocol/touched.ts'
import { readTickets } from '../reading/ticket.ts'
import { loadAttendances } from '../store/attendance-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners } from './listeners.ts'
import { ticketRoom } from './rooms.ts'
import { safely } from './safely.ts'
import type { Tell } from './send-to-rooms.ts'

/** Runs on clock ticks and not on events, so that the time of a ticket reveals nothing about other replies. */
const everyMs = 50
const retryMs = 1000

export type TicketTeller = {
  readonly touched: (
    gatheringId: string,
    touched: Pick<Touched, 'attendances' | 'holders' | 'everyHolder'>,
  ) => void
  readonly look: (attendanceId: string) => void
  /** When no log says which replies changed: reads all followed replies of the gathering again and sends `ticketGone` for missing ones. */
  readonly readAgain: (gatheringId: string) => Promise<void>
  /** Resolves when the send in progress is done. */
  readonly stop: () => Promise<void>
}

export function createTicketTeller(
  means: {
    readonly store: Store
    readonly listeners: Listeners
    readonly tell: Tell
    readonly forgetTicket: (attendanceId: string) => void
  },
  onTrouble: (error: unknown) => void,
): TicketTeller {
  const { store, listeners, tell, forgetTicket } = means
  const attendanceIds = new Set<string>()
  const meetingIds = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  function schedule(waitMs = everyMs - (performance.now() % everyMs)): void {
    if (isStopped || timer !== undefined) return
    timer = setTimeout(safely(begin, onTrouble), waitMs)
  }

  function begin(): Promise<void> {
    running = run()
    return running
  }

  async function run(): Promise<void> {
    const meant = [...attendanceIds].filter((attendanceId) => listeners.isHeld(attendanceId))
    const held = new Set([...meant, ...listeners.heldAt(meetingIds)])
    const [ids, meetings] = [[...attendanceIds], [...meetingIds]]
    attendanceIds.clear()
    meetingIds.clear()
    try {
      const there = await tellChanged([...held])
      await tellErased([...held].filter((attendanceId) => !there.has(attendanceId)))
      timer = undefined
    } catch (error) {
      for (const id of ids) attendanceIds.add(id)
      for (const id of meetings) meetingIds.add(id)
      timer = undefined
      schedule(retryMs)
      throw error
    }
    if (attendanceIds.size + meetingIds.size > 0) schedule()
  }

  /** Returns the ids that still exist. */
  async function tellChanged(held: readonly string[]): Promise<ReadonlySet<string>> {
    if (held.length === 0) return new Set()
    const tickets = await readTickets(store, held)
    for (const ticket of tickets) {
      listeners.moveTicket(ticket.attendanceId, ticket.meetingId)
      if (!listeners.isNewTicket(ticket)) continue
      const room = ticketRoom(ticket.attendanceId)
      tell([room], { event: 'ticket', values: [ticket] }, { key: room })
    }
    return new Set(tickets.map(({ attendanceId }) => attendanceId))
  }

  /** Replies of a draft exist but have no ticket; nothing is sent for them. */
  async function tellErased(missing: readonly string[]): Promise<void> {
    if (missing.length === 0) return
    const kept = await loadAttendances(store.db, missing)
    const keptIds = new Set(kept.map(({ attendance }) => attendance.attendanceId))
    for (const attendanceId of missing) if (!keptIds.has(attendanceId)) tellGone(attendanceId)
  }

  function tellGone(attendanceId: string): void {
    const room = ticketRoom(attendanceId)
    tell([room], { event: 'ticketGone', values: [{ attendanceId }] }, { key: room })
    forgetTicket(attendanceId)
  }

  const touched: TicketTeller['touched'] = (gatheringId, { attendances, holders, everyHolder }) => {
    if (!listeners.hasTickets()) return
    for (const attendanceId of everyHolder ? listeners.heldOf(gatheringId) : attendances) {
      attendanceIds.add(attendanceId)
    }
    for (const meetingId of holders) meetingIds.add(meetingId)
    if (attendanceIds.size + meetingIds.size > 0) schedule()
  }

  return {
    touched,
    look: (attendanceId) => {
      attendanceIds.add(attendanceId)
      schedule()
    },
    readAgain: async (gatheringId) => {
      const held = listeners.heldOf(gatheringId)
      const there = await tellChanged(held)
      for (const attendanceId of held) if (!there.has(attendanceId)) tellGone(attendanceId)
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running.catch(() => undefined)
    },
  }
}
