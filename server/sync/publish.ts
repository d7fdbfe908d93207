// Tells every audience what changed: at most one message a tick for each, made once however many listen.
import {
  attendanceChanges,
  type Change,
  nothingTouched,
  type Touched,
  touch,
} from '#shared/protocol/changes.ts'
import { shortStarts } from '#shared/protocol/packed-counts.ts'
import { type Pace, paces } from '#shared/protocol/socket-events.ts'
import type { Heads, Moved } from '../reading/heads.ts'
import { needsSnapshot, projectUpdate, readTouched, type TouchedRows } from '../reading/snapshot.ts'
import { readTickets } from '../reading/ticket.ts'
import { loadAttendances } from '../store/attendance-rows.ts'
import { changesSince } from '../store/change-rows.ts'
import { listMeetingIds } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { EndRights } from './end-rights.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { createPendingChanges, type Pending } from './pending-changes.ts'
import { audienceRoom, ticketRoom } from './rooms.ts'
import { safely } from './safely.ts'
import { tellStage } from './seen-stages.ts'
import type { Message, Tell } from './tell.ts'
import { untold } from './untold.ts'

export const tickMs = 100
/** What was answered together is mostly committed within this time, and is told together: else all but the first would wait a tick. */
const gatherMs = 16
/** Between two tellings of mere numbers to sparing readers: within a second they have everything. */
export const sparingTickMs = 900
const retryMs = 1000
/** More versions than this are not read from the log: readers ask for what they missed. */
const longestFromLog = 2000
/** Telling takes at most this share of the process, so that commands are still answered; ticks grow longer instead. */
const mostOfTheTime = 0.7

export type Publisher = {
  /** Rooms that were told something since the question before: they need no beat. */
  readonly takeToldRooms: () => string[]
  /** Resolves when what it is telling is told. */
  readonly stop: () => Promise<void>
}

export function createPublisher(
  means: {
    readonly store: Store
    readonly heads: Heads
    readonly listeners: Listeners
    readonly tell: Tell
    /** Closes sockets whose right to read these gatherings has ended. */
    readonly endRights: EndRights['end']
    /** Takes an erased reply from all who follow it. */
    readonly forgetTicket: (attendanceId: string) => void
  },
  onTrouble: (error: unknown) => void,
): Publisher {
  const { store, heads, listeners, endRights } = means
  const pending = { prompt: createPendingChanges(), sparing: createPendingChanges() }
  /** Stretches that another process made and that are to be read from the log. */
  const unread = new Map<string, { readonly from: number; readonly to: number }>()
  const toldSparinglyAt = new Map<string, number>()
  const starts = new Map<string, ReadonlyMap<string, string>>()
  const toldRooms = new Set<string>()
  let tick: NodeJS.Timeout | undefined
  let tickAt = 0
  let nextTickAt = 0
  let isPublishing = false
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  heads.follow(
    (moved) => {
      const before = unread.get(moved.gatheringId)
      if (moved.changes === null || before !== undefined) {
        unread.set(moved.gatheringId, { from: before?.from ?? moved.from, to: moved.to })
      } else add(moved)
      schedule()
    },
    (gatheringId) => {
      unread.delete(gatheringId)
      for (const pace of paces) pending[pace].removed(gatheringId)
      schedule()
    },
  )

  function add(moved: Moved): void {
    for (const pace of paces) pending[pace].moved(moved)
  }

  /** Almost at once when it was quiet, else when this tick is over; `at` is of what may wait longer. */
  function schedule(at = nextTickAt): void {
    if (isStopped || isPublishing) return
    const now = performance.now()
    const dueAt = Math.max(now + gatherMs, at)
    if (tick !== undefined && tickAt <= dueAt) return
    clearTimeout(tick)
    tickAt = dueAt
    tick = setTimeout(safely(begin, onTrouble), dueAt - now)
  }

  function begin(): Promise<void> {
    running = runTick()
    return running
  }

  async function runTick(): Promise<void> {
    tick = undefined
    isPublishing = true
    const startedAt = performance.now()
    let [hasTold, hasFailed] = [false, false]
    try {
      await readUnread()
    } catch (error) {
      onTrouble(error)
      hasFailed = true
    }
    for (const pace of paces) {
      for (const [gatheringId, due] of pending[pace].take((waiting, id) => isDue(pace, waiting, id))) {
        hasTold = true
        try {
          await publish(gatheringId, pace, due)
        } catch (error) {
          onTrouble(error)
          pending[pace].putBack(gatheringId, due)
          hasFailed = true
        }
      }
    }
    const endedAt = performance.now()
    const breathMs = (endedAt - startedAt) * (1 / mostOfTheTime - 1)
    // A tick in which nothing was due holds nobody up.
    if (hasTold || hasFailed) {
      nextTickAt = Math.max(startedAt + tickMs, endedAt + (hasFailed ? retryMs : breathMs))
    }
    isPublishing = false
    if (unread.size > 0 || !pending.prompt.isEmpty()) schedule()
    else if (!pending.sparing.isEmpty()) schedule(Math.max(nextTickAt, endedAt + tickMs))
  }

  /** What cannot be read any more is told as lost. */
  async function readUnread(): Promise<void> {
    for (const [gatheringId, stretch] of unread) {
      const changes = listeners.gatherings().has(gatheringId) ? await readChanges(gatheringId, stretch) : []
      // It may have been removed, or have gone on, meanwhile.
      const now = unread.get(gatheringId)
      if (now === undefined) continue
      if (now.to > stretch.to) unread.set(gatheringId, { from: stretch.to, to: now.to })
      else unread.delete(gatheringId)
      add({ gatheringId, ...stretch, changes })
    }
  }

  /** Null when the log does not hold them all (any more), or they are too many. */
  async function readChanges(
    gatheringId: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<readonly Change[] | null> {
    if (to - from > longestFromLog) return null
    const entries = await changesSince(store.db, gatheringId, from, to - from)
    return entries.length < to - from ? null : entries.flat()
  }

  function isDue(pace: Pace, { changes }: Pending, gatheringId: string): boolean {
    if (pace === 'prompt') return true
    const isUrgent = changes?.some(({ type }) => !isAboutNumbers(type)) ?? true
    const last = toldSparinglyAt.get(gatheringId) ?? Number.NEGATIVE_INFINITY
    return isUrgent || performance.now() - last >= sparingTickMs
  }

  async function publish(gatheringId: string, pace: Pace, due: Pending): Promise<void> {
    if (pace === 'sparing') toldSparinglyAt.set(gatheringId, performance.now())
    if (due.removed) {
      tellGone(gatheringId, inOrder(listeners.audiencesOf(gatheringId, pace)))
      if (pace === 'prompt') await tellHolders(gatheringId)
      return
    }
    const touched = due.changes && touchedBy(due.changes)
    // What cannot be read may have ended any right; strangers need none.
    const isOfRights = listeners
      .audiencesOf(gatheringId, pace)
      .some(({ audience }) => audience.kind !== 'public')
    if (isOfRights && (touched === null || touched.revoked)) await endRights([gatheringId])
    const audiences = inOrder(listeners.audiencesOf(gatheringId, pace))
    const hasTickets = pace === 'prompt' && listeners.hasTickets()
    if (audiences.length === 0 && !hasTickets) return
    if (touched === null) {
      tellToAsk(gatheringId, audiences, due.to)
      if (hasTickets) await tellHolders(gatheringId)
      return
    }
    const readers = audiences.map(({ audience }) => audience)
    const rows = await readTouched(store, gatheringId, touched, readers)
    for (const listening of audiences) await tell(gatheringId, listening, rows, touched, due)
    if (hasTickets) await publishTickets(touched)
  }

  async function tell(
    gatheringId: string,
    listening: ListeningAudience,
    rows: TouchedRows | null,
    touched: Touched,
    { from, to }: Pending,
  ): Promise<void> {
    const { audience, pace } = listening
    if (rows !== null && needsSnapshot(rows, audience)) return tellToAsk(gatheringId, [listening], to)
    const toldFrom = listening.toldTo ?? from
    const update = rows && projectUpdate(store.epoch, rows, touched, audience, toldFrom, to)
    if (update === null) return tellGone(gatheringId, [listening])
    const known = pace === 'sparing' ? await startsOf(gatheringId, touched) : new Map<string, string>()
    const message = untold(update, listening, known)
    listening.toldTo = message === null ? toldFrom : to
    if (update.stage !== undefined) tellStage(listening, update.stage)
    if (message !== null) send(gatheringId, audienceRoom(gatheringId, audience, pace), message)
  }

  /** A slow reader is told only that something was missed, and asks for it. */
  function send(gatheringId: string, room: string, message: Message): void {
    toldRooms.add(room)
    means.tell([room], message, { key: room, instead: () => probeOf(gatheringId) })
  }

  function tellGone(gatheringId: string, audiences: readonly ListeningAudience[]): void {
    for (const { audience, pace } of audiences) {
      const room = audienceRoom(gatheringId, audience, pace)
      means.tell([room], { event: 'gone', values: [{ gatheringId }] }, { key: room })
    }
  }

  /** An update of nothing at the newest version: whoever is behind sees that something was missed, and asks. */
  function tellToAsk(gatheringId: string, audiences: readonly ListeningAudience[], to: number): void {
    for (const listening of audiences) {
      const { audience, pace } = listening
      listening.toldTo = to
      listening.toldCounts.clear()
      const update = { epoch: store.epoch, gatheringId, from: to, to }
      send(gatheringId, audienceRoom(gatheringId, audience, pace), { event: 'update', values: [update] })
    }
  }

  function probeOf(gatheringId: string): Message {
    const to = heads.get(gatheringId) ?? 0
    return { event: 'update', values: [{ epoch: store.epoch, gatheringId, from: to, to }] }
  }

  async function startsOf(gatheringId: string, touched: Touched): Promise<ReadonlyMap<string, string>> {
    const known = starts.get(gatheringId)
    if (known !== undefined && [...touched.meetings, ...touched.counts].every((id) => known.has(id))) {
      return known
    }
    const read = shortStarts(await listMeetingIds(store.db, gatheringId))
    if (starts.size > 1000) starts.clear()
    starts.set(gatheringId, read)
    return read
  }

  async function publishTickets(touched: Touched): Promise<void> {
    const own = [...touched.attendances].filter((attendanceId) => listeners.isHeld(attendanceId))
    const held = [...new Set([...own, ...listeners.heldAt(touched.holders)])]
    const there = await tellTickets(held)
    // Only where replies may have been erased: a draft's are not told, and are there all the same.
    if (touched.lists.size > 0) await tellErased(held.filter((attendanceId) => !there.has(attendanceId)))
  }

  /** Where no log says which replies changed: all that are followed here are read again, and those that are gone are told so. */
  async function tellHolders(gatheringId: string): Promise<void> {
    const held = listeners.heldOf(gatheringId)
    const there = await tellTickets(held)
    for (const attendanceId of held) {
      if (!there.has(attendanceId)) tellTicketGone(attendanceId)
    }
  }

  async function tellErased(missing: readonly string[]): Promise<void> {
    if (missing.length === 0) return
    const kept = await loadAttendances(store.db, missing)
    const keptIds = new Set(kept.map(({ attendance }) => attendance.attendanceId))
    for (const attendanceId of missing) if (!keptIds.has(attendanceId)) tellTicketGone(attendanceId)
  }

  function tellTicketGone(attendanceId: string): void {
    const room = ticketRoom(attendanceId)
    means.tell([room], { event: 'ticketGone', values: [{ attendanceId }] }, { key: room })
    means.forgetTicket(attendanceId)
  }

  /** Answers with those that are still there. */
  async function tellTickets(held: readonly string[]): Promise<ReadonlySet<string>> {
    if (held.length === 0) return new Set()
    const tickets = await readTickets(store, held)
    for (const ticket of tickets) {
      listeners.moveTicket(ticket.attendanceId, ticket.meetingId)
      const room = ticketRoom(ticket.attendanceId)
      means.tell([room], { event: 'ticket', values: [ticket] }, { key: room })
    }
    return new Set(tickets.map(({ attendanceId }) => attendanceId))
  }

  return {
    takeToldRooms: () => {
      const rooms = [...toldRooms]
      toldRooms.clear()
      return rooms
    },
    stop: async () => {
      isStopped = true
      clearTimeout(tick)
      await running
    },
  }
}

function touchedBy(changes: readonly Change[]): Touched {
  const touched = nothingTouched()
  for (const change of changes) touch(touched, change)
  return touched
}

/** Those who work come first, so that they are told in time also when it takes long to tell everybody. */
function inOrder(audiences: readonly ListeningAudience[]): readonly ListeningAudience[] {
  const isCrowd = ({ audience }: ListeningAudience) => (audience.kind === 'public' ? 1 : 0)
  return [...audiences].sort((one, other) => isCrowd(one) - isCrowd(other))
}

function isAboutNumbers(type: Change['type']): boolean {
  return attendanceChanges.has(type)
}
