// Sends calendar readers the changed line of a gathering, at most once per second, to those who show its month.
import { monthsOf } from '#shared/protocol/calendar.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import type { Calendar, Line } from '../reading/calendar.ts'
import { readSummary } from '../reading/directory.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners } from './listeners.ts'
import { monthRoom, ownListRoom } from './rooms.ts'
import { safely } from './safely.ts'
import type { Message, Tell } from './send-to-rooms.ts'

const tickMs = 1000

/** The public line of a gathering before and after a change; null where it is not public. */
type Turned = { readonly before: Line | null; readonly after: Line | null }

export type DirectoryPublisher = {
  /** Call when an organizer has read their own list. */
  readonly readOwn: (list: readonly GatheringSummary[], organizerId: string) => void
  /** Resolves when the send in progress is done. */
  readonly stop: () => Promise<void>
}

export function createDirectoryPublisher(
  means: {
    readonly store: Store
    readonly readings: Readings
    readonly calendar: Calendar
    readonly listeners: Listeners
    readonly tell: Tell
  },
  onTrouble: (error: unknown) => void,
): DirectoryPublisher {
  const { store, readings, calendar, listeners, tell } = means
  const changed = new Set<string>()
  const turned = new Map<string, Turned>()
  /** Rooms of the organizers' own lists that contain each draft, kept while somebody listens. */
  const drafts = new Map<string, ReadonlySet<string>>()
  let tick: NodeJS.Timeout | undefined
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  readings.heads.followLayers((gatheringId, layers) => {
    // A change that no line shows must not start a tick: the timing of other lines would reveal it.
    if (layers.has('public') || layers.has('preview')) mark(gatheringId)
  })
  readings.heads.follow(() => undefined, mark)
  calendar.follow((gatheringId, before, after) => {
    if (!listeners.isBrowsed()) return
    const earlier = turned.get(gatheringId)
    turned.set(gatheringId, { before: earlier === undefined ? before : earlier.before, after })
    mark(gatheringId)
  })

  function mark(gatheringId: string): void {
    if (isStopped) return
    changed.add(gatheringId)
    tick ??= setTimeout(safely(begin, onTrouble), tickMs)
  }

  function begin(): Promise<void> {
    running = run()
    return running
  }

  async function run(): Promise<void> {
    const due = [...changed]
    changed.clear()
    try {
      // Readers who come later read the current calendar.
      if (listeners.isBrowsed()) await publish(due)
      else forgetAll()
    } catch (error) {
      onTrouble(error)
      for (const gatheringId of due) changed.add(gatheringId)
    }
    tick = undefined
    const [next] = changed
    if (next !== undefined) mark(next)
  }

  function forgetAll(): void {
    turned.clear()
    drafts.clear()
  }

  async function publish(due: readonly string[]): Promise<void> {
    await calendar.refresh(true)
    const lines = [...turned]
    turned.clear()
    // These are sent now, so a mark made during the refresh is obsolete.
    for (const [gatheringId] of lines) changed.delete(gatheringId)
    for (const [gatheringId, { before, after }] of lines) tellLine(gatheringId, before, after)
    const isPublished = new Set(lines.filter(([, { after }]) => after !== null).map(([id]) => id))
    // Includes lines that changed while the calendar was read.
    for (const gatheringId of new Set([...due, ...lines.map(([id]) => id)])) {
      if (!isPublished.has(gatheringId)) await tellDraft(gatheringId)
    }
  }

  function tellLine(gatheringId: string, before: Line | null, after: Line | null): void {
    const rooms = new Set([before, after].flatMap((line) => (line === null ? [] : roomsOf(line))))
    if (after === null) {
      const own = (before?.organizerIds ?? []).map(ownListRoom)
      const readers = [...rooms].filter((room) => !own.includes(room))
      if (before !== null) drafts.set(gatheringId, new Set(own))
      if (readers.length > 0) tell(readers, gone(gatheringId), { key: lineKey(gatheringId), except: own })
      return
    }
    drafts.delete(gatheringId)
    // Skip changes that the calendar does not show.
    if (before !== null && shownOf(before) === shownOf(after)) return
    tell([...rooms], { event: 'summary', values: [after.summary] }, { key: lineKey(gatheringId) })
  }

  /** Sends a draft to its organizers only. All others do not know it, so they must not receive `gone` either. */
  async function tellDraft(gatheringId: string): Promise<void> {
    const read = await readSummary(store, readings, gatheringId)
    if (read?.summary.status === 'published') return
    const own = new Set((read?.organizerIds ?? []).map((organizerId) => ownListRoom(organizerId)))
    // The gathering was removed, or somebody is no longer its organizer.
    const left = [...(drafts.get(gatheringId) ?? [])].filter((room) => !own.has(room))
    if (own.size === 0) drafts.delete(gatheringId)
    else drafts.set(gatheringId, own)
    const key = lineKey(gatheringId)
    if (left.length > 0) tell(left, gone(gatheringId), { key, except: [...own] })
    if (read !== null && own.size > 0) tell([...own], { event: 'summary', values: [read.summary] }, { key })
  }

  return {
    readOwn: (list, organizerId) => {
      for (const { gatheringId, status } of list) {
        if (status !== 'draft') continue
        drafts.set(gatheringId, new Set([...(drafts.get(gatheringId) ?? []), ownListRoom(organizerId)]))
      }
    },
    stop: async () => {
      isStopped = true
      clearTimeout(tick)
      await running
    },
  }
}

const lineKey = (gatheringId: string) => `line:${gatheringId}`
const gone = (gatheringId: string): Message => ({ event: 'gone', values: [{ gatheringId }] })

function roomsOf({ summary, organizerIds }: Line): readonly string[] {
  return [...monthsOf(summary).map(monthRoom), ...organizerIds.map(ownListRoom)]
}

function shownOf({ summary, meetings }: Line): string {
  return JSON.stringify([summary, meetings])
}
