// Sends each audience its changes, at times that depend on its own changes alone: one message per tick, built once for all its readers.
import { touch } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { paces } from '#shared/protocol/socket-events.ts'
import { nothingTouched, type Touched } from '#shared/protocol/touched.ts'
import type { Heads, Moved } from '../reading/latest-versions.ts'
import { type Layer, layersOf } from '../reading/layers.ts'
import { isInFilesOnly, isNumbers } from '../reading/parts.ts'
import { makeUpdate, type Narrow, partsFor, readShared, type SharedRows } from '../reading/update.ts'
import { changesSince } from '../store/change-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { EndRights } from './end-rights.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { createNarrowing } from './narrowing.ts'
import { packUpdate } from './pack-update.ts'
import { createTicketTeller } from './publish-tickets.ts'
import { createRoomClock, sparingTickMs, tickMs } from './room-clock.ts'
import { audienceRoom } from './rooms.ts'
import { safely } from './safely.ts'
import type { Message, Tell } from './send-to-rooms.ts'
import { tellStage } from './shown-stages.ts'

const retryMs = 1000
/** Longer gaps are not read from the log: readers request an update instead. */
const longestFromLog = 2000
/** Publishing takes at most this share of the process, so that commands are still answered; ticks grow longer instead. */
const mostOfTheTime = 0.7

export type Publisher = {
  /** Returns the rooms that were sent something since the last call; they need no heartbeat. */
  readonly takeToldRooms: () => string[]
  /** Resolves when the send in progress is done. */
  readonly stop: () => Promise<void>
}

/** A range of versions and its changes; null when they are only in the log. */
type Stretch = { readonly from: number; readonly to: number; readonly changes: readonly Change[] | null }

export function createPublisher(
  means: {
    readonly store: Store
    readonly heads: Heads
    readonly listeners: Listeners
    readonly tell: Tell
    /** Closes sockets whose right to read these gatherings has ended. */
    readonly endRights: EndRights['end']
    /** Unsubscribes all followers of an erased reply. */
    readonly forgetTicket: (attendanceId: string) => void
  },
  onTrouble: (error: unknown) => void,
): Publisher {
  const { store, heads, listeners, endRights } = means
  /** Changes not processed yet, one range per gathering. */
  const waiting = new Map<string, Stretch>()
  const removed = new Set<string>()
  /** By gathering, the version up to which the changed replies and messages are known. */
  const lookedTo = new Map<string, number>()
  const narrowing = createNarrowing(listeners)
  const tickets = createTicketTeller({ ...means }, onTrouble)
  const rooms = createRoomClock()
  const toldRooms = new Set<string>()
  let tick: NodeJS.Timeout | undefined
  let tickAt = 0
  let restUntil = 0
  let isPublishing = false
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  heads.follow(
    (moved) => {
      const stretch = joined(waiting.get(moved.gatheringId), moved)
      waiting.set(moved.gatheringId, stretch)
      if (stretch.changes !== null)
        lookedTo.set(moved.gatheringId, Math.max(stretch.to, lookedTo.get(moved.gatheringId) ?? 0))
      if (moved.changes !== null) narrowing.add(moved.gatheringId, touchedBy(moved.changes), moved.to)
      schedule(rooms.soon())
    },
    (gatheringId) => {
      waiting.delete(gatheringId)
      lookedTo.delete(gatheringId)
      removed.add(gatheringId)
      schedule(rooms.soon())
    },
  )
  heads.followLayers(markDue)
  listeners.follow((gatheringId) => markDue(gatheringId, new Map()), tickets.look)

  /** Schedules each room that has something new. */
  function markDue(gatheringId: string, raised: ReadonlyMap<Layer, boolean>): void {
    // One time for all rooms of a commit: sending to the crew first happens within a tick.
    const early = rooms.soon()
    for (const pace of paces) {
      for (const listening of listeners.audiencesOf(gatheringId, pace)) {
        const head = heads.versionFor(gatheringId, listening.audience)
        if (head === undefined || listening.toldTo === undefined || head <= listening.toldTo) continue
        const { common, own } = layersOf(listening.audience)
        // Changes other than counts do not wait for the slower pace of counts.
        const isUrgent = raised.get(common) === false || (own !== null && raised.get(own) === false)
        // The same audience at the prompt pace is already scheduled; both receive it together.
        const prompt =
          isUrgent && pace === 'sparing'
            ? listeners.audienceOf(gatheringId, listening.audience, 'prompt')
            : undefined
        const dueAt =
          prompt?.dueAt === undefined
            ? rooms.dueAfter(listening.toldAt, early)
            : Math.max(prompt.dueAt, listening.toldAt + tickMs)
        if (listening.dueAt === undefined || (isUrgent && dueAt < listening.dueAt)) listening.dueAt = dueAt
        schedule(listening.dueAt)
      }
    }
  }

  function schedule(at: number): void {
    if (isStopped || isPublishing) return
    const dueAt = Math.max(at, restUntil)
    if (tick !== undefined && tickAt <= dueAt) return
    clearTimeout(tick)
    tickAt = dueAt
    tick = setTimeout(safely(begin, onTrouble), Math.max(0, dueAt - performance.now()))
  }

  function begin(): Promise<void> {
    running = runTick()
    return running
  }

  async function runTick(): Promise<void> {
    tick = undefined
    isPublishing = true
    const startedAt = performance.now()
    let hasFailed = false
    const attempt = (work: () => Promise<void>) =>
      work().catch((error: unknown) => {
        onTrouble(error)
        hasFailed = true
      })
    for (const gatheringId of [...removed]) await attempt(() => tellRemoved(gatheringId))
    for (const [gatheringId, stretch] of [...waiting]) await attempt(() => lookAt(gatheringId, stretch))
    for (const [gatheringId, due] of dueRooms(startedAt)) {
      // It is unknown whose rights have ended: nothing is sent meanwhile.
      if (hasFailed && waiting.has(gatheringId)) {
        for (const listening of due) listening.dueAt = performance.now() + retryMs
        continue
      }
      await attempt(async () => {
        try {
          await publish(gatheringId, due)
        } catch (error) {
          for (const listening of due) listening.dueAt = performance.now() + retryMs
          throw error
        }
      })
    }
    const endedAt = performance.now()
    restUntil = hasFailed ? endedAt + retryMs : endedAt + (endedAt - startedAt) * (1 / mostOfTheTime - 1)
    isPublishing = false
    const next = Math.min(nextDue(), waiting.size > 0 || removed.size > 0 ? rooms.soon() : Infinity)
    if (next < Infinity) schedule(next)
  }

  function dueRooms(now: number): Map<string, ListeningAudience[]> {
    const due = new Map<string, ListeningAudience[]>()
    for (const [gatheringId, listening] of listeners.everyAudience()) {
      // Timers may fire up to a millisecond early.
      if (listening.dueAt === undefined || listening.dueAt > now + 1) continue
      due.set(gatheringId, [...(due.get(gatheringId) ?? []), listening])
    }
    return due
  }

  function nextDue(): number {
    let next = Number.POSITIVE_INFINITY
    for (const [, { dueAt }] of listeners.everyAudience())
      if (dueAt !== undefined) next = Math.min(next, dueAt)
    return next
  }

  async function tellRemoved(gatheringId: string): Promise<void> {
    removed.delete(gatheringId)
    for (const pace of paces) tellGone(gatheringId, listeners.audiencesOf(gatheringId, pace))
    await tickets.readAgain(gatheringId)
  }

  /** Handles ended rights and followed replies. Changes that the log cannot supply may have affected any of them. */
  async function lookAt(gatheringId: string, stretch: Stretch): Promise<void> {
    const changes = stretch.changes ?? (await readChanges(gatheringId, stretch))
    const touched = changes && touchedBy(changes)
    if (stretch.changes === null) {
      narrowing.add(gatheringId, touched, stretch.to)
      lookedTo.set(gatheringId, Math.max(stretch.to, lookedTo.get(gatheringId) ?? 0))
    }
    const isOfRights = paces.some((pace) =>
      listeners.audiencesOf(gatheringId, pace).some(({ audience }) => audience.kind !== 'public'),
    )
    if (isOfRights && (touched === null || touched.revoked)) await endRights([gatheringId])
    if (touched !== null) tickets.touched(gatheringId, touched)
    else await tickets.readAgain(gatheringId)
    // More changes may have arrived meanwhile.
    const now = waiting.get(gatheringId)
    if (now === undefined || now.to <= stretch.to) waiting.delete(gatheringId)
    else if (now.from < stretch.to) waiting.set(gatheringId, { from: stretch.to, to: now.to, changes: null })
  }

  /** Null when the log does not hold them all (any more), or they are too many. */
  async function readChanges(
    gatheringId: string,
    { from, to }: Pick<Stretch, 'from' | 'to'>,
  ): Promise<readonly Change[] | null> {
    if (!listeners.gatherings().has(gatheringId)) return []
    if (to - from > longestFromLog) return null
    const entries = await changesSince(store.db, gatheringId, from, to - from)
    return entries.length < to - from ? null : entries.flat()
  }

  async function publish(gatheringId: string, due: readonly ListeningAudience[]): Promise<void> {
    // A version raised while the rows are read schedules the room again.
    const moments = new Map(due.map((listening) => [listening, listening.dueAt ?? 0]))
    for (const listening of due) listening.dueAt = undefined
    const asked = due.flatMap(({ audience, toldTo }) =>
      toldTo === undefined ? [] : [{ audience, from: toldTo }],
    )
    const rows = await readShared(store, gatheringId, asked)
    if (rows !== null) await lookAhead(gatheringId, rows.upTo)
    // Each room keeps the time at which it was due, however long the others take.
    for (const listening of inOrder(due)) {
      await tell(gatheringId, listening, rows, moments.get(listening) ?? 0)
    }
  }

  /**
   * Another process wrote before these rows were read. Its changes are read now, so that the shape of the update does not depend on
   * concurrent writes.
   */
  async function lookAhead(gatheringId: string, upTo: number): Promise<void> {
    const known = lookedTo.get(gatheringId)
    if (known === undefined || upTo <= known) return
    const changes = await readChanges(gatheringId, { from: known, to: upTo })
    if (changes === null) return
    narrowing.add(gatheringId, touchedBy(changes), upTo)
    lookedTo.set(gatheringId, Math.max(upTo, lookedTo.get(gatheringId) ?? 0))
  }

  async function tell(
    gatheringId: string,
    listening: ListeningAudience,
    rows: SharedRows | null,
    dueAt: number,
  ): Promise<void> {
    const { audience, pace, toldTo: from } = listening
    if (from === undefined) return
    if (rows === null) return tellGone(gatheringId, [listening])
    const parts = partsFor(rows, { audience, from })
    if ([...parts].every(isInFilesOnly)) return
    if (pace === 'sparing' && [...parts].every(isNumbers)) {
      const mayBeTold = listening.toldAt + sparingTickMs
      if (performance.now() + 1 < mayBeTold) {
        listening.dueAt = Math.min(mayBeTold, listening.dueAt ?? Number.POSITIVE_INFINITY)
        return
      }
    }
    // The log does not hold the changes in these rows (any more): everything is sent.
    const isUnknown = rows.upTo > (lookedTo.get(gatheringId) ?? 0)
    const narrow: Narrow | null = isUnknown ? null : narrowing.of(listening)
    const made = await makeUpdate(store, rows, { audience, from }, narrow)
    narrowing.told(listening, rows.record.version)
    if (made.kind === 'gone') return tellGone(gatheringId, [listening])
    listening.toldAt = Math.max(dueAt, performance.now() - sparingTickMs)
    if (made.kind === 'whole') return tellToAsk(gatheringId, listening, made.to)
    listening.toldTo = made.update.to
    if (made.update.stage !== undefined) tellStage(listening, made.update.stage, made.update.to)
    const message = await packUpdate(store, listening, made)
    send(gatheringId, listening, message)
  }

  /** Sends an update. A slow reader gets an empty one instead, sees the gap, and requests the rest. */
  function send(gatheringId: string, listening: ListeningAudience, message: Message): void {
    const { audience, pace } = listening
    const room = audienceRoom(gatheringId, audience, pace)
    toldRooms.add(room)
    means.tell([room], message, { key: room, instead: () => probeOf(gatheringId, listening) })
  }

  function tellGone(gatheringId: string, audiences: readonly ListeningAudience[]): void {
    for (const { audience, pace } of audiences) {
      const room = audienceRoom(gatheringId, audience, pace)
      means.tell([room], { event: 'gone', values: [{ gatheringId }] }, { key: room })
    }
  }

  /** Sends an empty update at the newest version: readers that are behind see the gap and ask. */
  function tellToAsk(gatheringId: string, listening: ListeningAudience, to: number): void {
    listening.toldTo = to
    listening.starts = undefined
    const update = { epoch: store.epoch, gatheringId, from: to, to }
    send(gatheringId, listening, { event: 'update', values: [update] })
  }

  function probeOf(gatheringId: string, { audience }: ListeningAudience): Message {
    const to = heads.versionFor(gatheringId, audience) ?? 0
    return { event: 'update', values: [{ epoch: store.epoch, gatheringId, from: to, to }] }
  }

  return {
    takeToldRooms: () => {
      const told = [...toldRooms]
      toldRooms.clear()
      return told
    },
    stop: async () => {
      isStopped = true
      clearTimeout(tick)
      await running
      await tickets.stop()
    },
  }
}

/** Merges two ranges; the later one begins at the end of the earlier one, or within it. */
function joined(earlier: Stretch | undefined, { from, to, changes }: Moved): Stretch {
  if (earlier === undefined) return { from, to, changes }
  const fits = earlier.to === from && earlier.changes !== null && changes !== null
  return {
    from: Math.min(earlier.from, from),
    to: Math.max(earlier.to, to),
    changes: fits ? [...(earlier.changes ?? []), ...(changes ?? [])] : null,
  }
}

function touchedBy(changes: readonly Change[]): Touched {
  const touched = nothingTouched()
  for (const change of changes) touch(touched, change)
  return touched
}

/** Crew audiences first, so that they are on time even when sending to the public takes long. */
function inOrder(audiences: readonly ListeningAudience[]): readonly ListeningAudience[] {
  const isCrowd = ({ audience }: ListeningAudience) => (audience.kind === 'public' ? 1 : 0)
  return [...audiences].sort((one, other) => isCrowd(one) - isCrowd(other))
}
