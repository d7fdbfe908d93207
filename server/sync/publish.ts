// Tells every audience what changed: at most one message a tick for each, made once however many listen.
import type { Server } from 'socket.io'
import { type Change, nothingTouched, type Touched, touch } from '#shared/protocol/changes.ts'
import type { ClientToServer, ServerToClient } from '#shared/protocol/socket-events.ts'
import type { Audience, Update } from '#shared/protocol/views.ts'
import type { Committed } from '../commands/execute.ts'
import { readSummary } from '../reading/directory.ts'
import { projectUpdate, readTouched } from '../reading/snapshot.ts'
import { readTickets } from '../reading/ticket.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { audienceRoom, directoryRoom, ownDirectoryRoom, ticketRoom } from './rooms.ts'

export type SyncServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketState>

/** What a socket has open: kept on the socket, gone with it. */
export type SocketState = {
  organizerId: string | null
  sessionHash: string | null
  audiences: Map<string, Audience>
  tickets: Set<string>
}

export const tickMs = 100
const summaryTickMs = 1000
const retryMs = 1000

type Pending = { readonly changes: readonly Change[]; readonly from: number; readonly to: number }

export type Publisher = {
  readonly committed: (committed: Committed) => void
  /** Somebody reads the list of gatherings. */
  readonly browsed: () => void
  readonly stop: () => void
}

export function createPublisher(
  io: SyncServer,
  store: Store,
  listeners: Listeners,
  onTrouble: (error: unknown) => void,
): Publisher {
  const pending = new Map<string, Pending>()
  /** Gatherings whose line on the home page changed; true when strangers may have seen it and no longer may. */
  /** What the home page was last told of each gathering. */
  const toldSummaries = new Map<string, string>()
  const summaries = new Map<string, boolean>()
  let tick: NodeJS.Timeout | undefined
  let summaryTick: NodeJS.Timeout | undefined
  let lastTickAt = 0
  let isPublishing = false
  let isStopped = false

  function committed({ gatheringId, version, changes, count }: Committed): void {
    const waiting = pending.get(gatheringId)
    pending.set(gatheringId, {
      changes: [...(waiting?.changes ?? []), ...changes],
      from: waiting?.from ?? version - count,
      to: version,
    })
    const isClosed = changes.some(
      ({ type }) => type === 'gatheringUnpublished' || type === 'gatheringRemoved',
    )
    summaries.set(gatheringId, isClosed || summaries.get(gatheringId) === true)
    schedule()
  }

  function schedule(): void {
    if (isStopped) return
    // At once when it was quiet, else when this tick is over.
    tick ??= setTimeout(() => void runTick(), Math.max(0, lastTickAt + tickMs - performance.now()))
    summaryTick ??= setTimeout(() => void publishSummaries(), summaryTickMs)
  }

  async function runTick(): Promise<void> {
    if (isPublishing) {
      tick = undefined
      return
    }
    isPublishing = true
    lastTickAt = performance.now()
    tick = undefined
    const due = [...pending]
    pending.clear()
    for (const [gatheringId, waiting] of due) {
      try {
        await publish(gatheringId, waiting)
      } catch (error) {
        onTrouble(error)
        putBack(gatheringId, waiting)
        lastTickAt = performance.now() + retryMs
      }
    }
    isPublishing = false
    if (pending.size > 0) schedule()
  }

  /** What could not be read and told is told later, together with what came meanwhile. */
  function putBack(gatheringId: string, failed: Pending): void {
    const since = pending.get(gatheringId)
    pending.set(gatheringId, {
      changes: [...failed.changes, ...(since?.changes ?? [])],
      from: failed.from,
      to: since?.to ?? failed.to,
    })
  }

  async function publish(gatheringId: string, { changes, from, to }: Pending): Promise<void> {
    const touched = nothingTouched()
    for (const change of changes) touch(touched, change)
    revokeHosts(gatheringId, touched)
    const rows = touched.removed ? null : await readTouched(store, gatheringId, touched)
    for (const listening of listeners.audiencesOf(gatheringId)) {
      const { audience } = listening
      const room = audienceRoom(gatheringId, audience)
      const toldFrom = listening.toldTo ?? from
      const projected =
        rows === null ? null : projectUpdate(store.epoch, rows, touched, audience, toldFrom, to)
      const update = projected && withoutToldCounts(projected, listening)
      if (update === null) {
        io.to(room).emit('gone', { gatheringId })
        continue
      }
      listening.toldTo = isEmpty(update) ? toldFrom : to
      if (!isEmpty(update)) io.to(room).emit('update', update)
    }
    await publishTickets(touched)
  }

  function revokeHosts(gatheringId: string, touched: Touched): void {
    for (const meetingId of touched.revokedHosts) {
      const room = audienceRoom(gatheringId, { kind: 'host', meetingId })
      io.to(room).emit('revoked', { gatheringId })
      io.in(room).disconnectSockets(true)
    }
  }

  async function publishTickets(touched: Touched): Promise<void> {
    const own = [...touched.attendances].filter((attendanceId) => listeners.isHeld(attendanceId))
    const held = new Set([...own, ...listeners.heldAt(touched.holders)])
    if (held.size === 0) return
    for (const ticket of await readTickets(store, [...held])) {
      listeners.moveTicket(ticket.attendanceId, ticket.meetingId)
      io.to(ticketRoom(ticket.attendanceId)).emit('ticket', ticket)
    }
  }

  async function publishSummaries(): Promise<void> {
    summaryTick = undefined
    const due = [...summaries]
    summaries.clear()
    for (const [gatheringId, wasShown] of due) {
      try {
        await publishSummary(gatheringId, wasShown)
      } catch (error) {
        onTrouble(error)
        summaries.set(gatheringId, wasShown || summaries.get(gatheringId) === true)
        schedule()
      }
    }
  }

  /** A draft is told to its organizers only: to everybody else it is not there, and must not be said to be gone either. */
  async function publishSummary(gatheringId: string, wasShown: boolean): Promise<void> {
    const read = await readSummary(store, gatheringId)
    if (read === null) {
      toldSummaries.delete(gatheringId)
      io.to(directoryRoom).emit('gone', { gatheringId })
      return
    }
    if (read.summary.status === 'published') {
      // What shows nothing on the home page says nothing there either.
      const value = JSON.stringify(read.summary)
      if (toldSummaries.get(gatheringId) === value) return
      toldSummaries.set(gatheringId, value)
      io.to(directoryRoom).emit('summary', read.summary)
      return
    }
    toldSummaries.delete(gatheringId)
    const own = read.organizerIds.map(ownDirectoryRoom)
    if (own.length > 0) io.to(own).emit('summary', read.summary)
    if (wasShown) io.to(directoryRoom).except(own).emit('gone', { gatheringId })
  }

  return {
    committed,
    browsed: () => {
      // What was just read may be taken back before it is told: then it is told again, whatever was told before.
      for (const gatheringId of summaries.keys()) toldSummaries.delete(gatheringId)
    },
    stop: () => {
      isStopped = true
      clearTimeout(tick)
      clearTimeout(summaryTick)
    },
  }
}

/**
 * A band that did not change, or a closed number, is not told again: the moment of somebody's reply must not show where the reply
 * itself may not. Whoever joined between two ticks may have read a value in between, so joining makes all be told once more.
 */
function withoutToldCounts(update: Update, { toldCounts, joining }: ListeningAudience): Update {
  // Whoever lost a meeting lost its counts with it: should it come back, they are told again.
  for (const meetingId of update.gone ?? []) toldCounts.delete(meetingId)
  if (update.counts === undefined) return update
  const { counts: told, ...rest } = update
  const counts = told.filter((view) => {
    const value = JSON.stringify(view)
    if (joining === 0 && toldCounts.get(view.meetingId) === value) return false
    toldCounts.set(view.meetingId, value)
    return true
  })
  return counts.length > 0 ? { ...rest, counts } : rest
}

/** Nothing of it concerns this audience. It is not sent: even the moment at which something happened may be closed to them. */
function isEmpty(update: Update): boolean {
  return !(
    update.gathering ||
    update.stage ||
    update.meetings ||
    update.gone ||
    update.counts ||
    update.attendances ||
    update.attendancesGone
  )
}
