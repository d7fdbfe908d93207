// In-memory cache of all public gatherings with their public cities; the calendar is answered from it.
import { setImmediate } from 'node:timers/promises'
import { type CalendarChoices, type CalendarPage, calendarPageSize } from '#shared/protocol/calendar.ts'
import type { CalendarQuery } from '#shared/protocol/calendar-query.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { type Forgettable, keepForgettable } from '../clearable-caches.ts'
import { listGatheringIds, loadGatherings } from '../store/gathering-rows.ts'
import { loadMeetingsOfEach } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { organizersOfEach } from '../store/organizer-rows.ts'
import { projectListed } from './exposure.ts'
import { choicesOf, compareListed, findInCalendar, type Listed } from './find-in-calendar.ts'
import type { Heads } from './latest-versions.ts'

/** A cached gathering, with the organizers on whose own list it is too. */
export type Line = Listed & { readonly version: number; readonly organizerIds: readonly string[] }

export type Calendar = {
  readonly find: (query: CalendarQuery, now: number) => Promise<CalendarPage>
  /** All gatherings, the soonest first. */
  readonly summaries: () => Promise<readonly GatheringSummary[]>
  readonly choices: () => Promise<CalendarChoices>
  /** Changes whenever an answer may change: with the cached lines, and when a gathering begins or ends. */
  readonly stamp: (now: number) => Promise<string>
  /** Reads what changed. `everything` includes counts, which are otherwise read at most once per second. */
  readonly refresh: (everything?: boolean) => Promise<void>
  /** Another process wrote: all versions are checked before the next answer. */
  readonly doubt: () => void
  /** Called with each line before and after it was read again; null where it is not public. */
  readonly follow: (onRead: (gatheringId: string, before: Line | null, after: Line | null) => void) => void
}

const freshForMs = 1000
/** Delay of the refresh after an erasure; by then the erased gathering is marked as due. */
const forgetAfterMs = 500
/** The length of the client's list of past gatherings. */
const pastOnFront = 20
/** Gatherings read in one go before yielding to the event loop. */
const readAtOnce = 64

export function createCalendar(store: Store, heads: Heads): Calendar {
  const held = new Map<string, Line>()
  /** Gatherings to read again. They are urgent if more than counts changed. */
  const due = new Set<string>()
  let isUrgent = false
  let isLoaded = false
  let isDoubted = false
  let lookedAt = 0
  let readAt = 0
  let generation = 0
  let sorted: readonly Line[] | null = null
  let instants: readonly number[] = []
  let refreshing: Promise<void> | null = null
  const followers: ((gatheringId: string, before: Line | null, after: Line | null) => void)[] = []

  heads.followLayers((gatheringId, layers) => {
    // Only public changes count: other changes must not affect how long an answer takes.
    const isNumbers = layers.get('public')
    if (isNumbers !== undefined) mark(gatheringId, isNumbers)
  })
  heads.follow(
    () => undefined,
    (gatheringId) => mark(gatheringId, false),
  )

  function mark(gatheringId: string, isNumbers: boolean): void {
    if (!isLoaded && refreshing === null) return
    due.add(gatheringId)
    isUrgent ||= !isNumbers
  }

  async function refresh(everything = false): Promise<void> {
    // A refresh that began before this call may have missed the change.
    while (refreshing !== null) await refreshing
    if (!isStale(everything)) return
    refreshing = readAll().finally(() => {
      refreshing = null
    })
    await refreshing
  }

  function isStale(everything: boolean): boolean {
    if (!isLoaded || isTimeToLook()) return true
    return due.size > 0 && (isUrgent || everything || performance.now() - readAt > freshForMs)
  }

  /** Other processes write to the same database, and not all of their writes are announced. */
  function isTimeToLook(): boolean {
    return isDoubted || (store.kind === 'postgres' && performance.now() - lookedAt > freshForMs)
  }

  async function readAll(): Promise<void> {
    if (!isLoaded || isTimeToLook()) {
      await look().catch((error: unknown) => {
        isDoubted = true
        throw error
      })
    }
    readAt = performance.now()
    isUrgent = false
    const ids = [...due]
    due.clear()
    try {
      for (let from = 0; from < ids.length; from += readAtOnce) {
        if (from > 0) await setImmediate()
        await read(ids.slice(from, from + readAtOnce))
      }
    } catch (error) {
      for (const gatheringId of ids) due.add(gatheringId)
      isUrgent = true
      throw error
    }
    isLoaded = true
  }

  /** Marks all gatherings whose version differs from the cached one. */
  async function look(): Promise<void> {
    const lookingAt = performance.now()
    isDoubted = false
    const there = new Set<string>()
    for (const { gatheringId, status, version, publicVersion } of await listGatheringIds(store.db)) {
      if (status !== 'published') continue
      there.add(gatheringId)
      heads.raise(gatheringId, version)
      heads.learn(gatheringId, [['public', publicVersion]])
      if (held.get(gatheringId)?.version !== publicVersion) due.add(gatheringId)
    }
    for (const gatheringId of held.keys()) if (!there.has(gatheringId)) due.add(gatheringId)
    lookedAt = lookingAt
  }

  async function read(ids: readonly string[]): Promise<void> {
    const records = await loadGatherings(store.db, ids)
    const meetings = await loadMeetingsOfEach(store.db, ids)
    const organizers = await organizersOfEach(store.db, ids)
    for (const gatheringId of ids) {
      const record = records.get(gatheringId)
      const listed = record === undefined ? null : projectListed(record, meetings.get(gatheringId) ?? [])
      const after =
        record === undefined || listed === null
          ? null
          : {
              ...listed,
              version: record.versions?.public ?? 0,
              organizerIds: organizers.get(gatheringId) ?? [],
            }
      replace(gatheringId, after)
    }
  }

  function replace(gatheringId: string, after: Line | null): void {
    const before = held.get(gatheringId) ?? null
    if (before === null && after === null) return
    if (after === null) held.delete(gatheringId)
    else held.set(gatheringId, after)
    // A change that shows nothing must not change an ETag.
    if (before !== null && after !== null && shownOf(before) === shownOf(after)) return
    generation += 1
    sorted = null
    for (const onRead of followers) onRead(gatheringId, before, after)
  }

  function lines(): readonly Line[] {
    if (sorted !== null) return sorted
    sorted = [...held.values()].sort(compareListed)
    instants = sorted
      .flatMap(({ summary: { span } }) => (span === null ? [] : [span.from, span.to]))
      .sort((a, b) => a - b)
    return sorted
  }

  let forgetting: NodeJS.Timeout | undefined
  /** Erased data must not stay in the cache until the next request. */
  function forgetSoon(): void {
    if (!isLoaded) return
    forgetting ??= setTimeout(() => {
      forgetting = undefined
      // The next request reports the error.
      refresh(true).catch(() => undefined)
    }, forgetAfterMs)
    forgetting.unref()
  }

  return keepForgettable<Calendar & Forgettable>({
    clear: forgetSoon,
    find: async (query, now) => {
      await refresh()
      return findInCalendar(lines(), query, now)
    },
    summaries: async () => {
      await refresh()
      return lines().map(({ summary }) => summary)
    },
    choices: async () => {
      await refresh()
      return choicesOf(lines())
    },
    stamp: async (now) => {
      await refresh()
      lines()
      return `${generation}.${countUpTo(instants, now)}`
    },
    refresh,
    doubt: () => {
      isDoubted = true
    },
    follow: (onRead) => followers.push(onRead),
  })
}

/** The public part of a line, and its organizers. */
function shownOf({ version: _version, ...line }: Line): string {
  return JSON.stringify(line)
}

/** The home page before any filter: live and coming gatherings, then past ones, the latest first; `now` in epoch ms. */
export async function readFront(calendar: Calendar, now: number): Promise<readonly GatheringSummary[]> {
  const ahead = await calendar.find({ over: 'no', order: 'soonest', limit: calendarPageSize.usual }, now)
  const past = await calendar.find({ over: 'yes', order: 'latest', limit: pastOnFront }, now)
  return [...ahead.entries, ...past.entries].map(({ summary }) => summary)
}

/** How many of the sorted values are `limit` or less. */
function countUpTo(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? limit) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
