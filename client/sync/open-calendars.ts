// The calendar on the page: pages of it fetched over HTTP, changed entries pushed over the socket, and the reader's own list.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { learnClocks } from '#shared/domain/zone-clock.ts'
import {
  type BrowseAnswer,
  type BrowseRequest,
  type CalendarEntry,
  type CalendarPage,
  mostBrowsedMonths,
} from '#shared/protocol/calendar.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import type { Opened } from './opened.ts'
import { readAnswer } from './read-answer.ts'
import { giveUpAfter } from './timeout-signal.ts'

/** Which part of the calendar is shown. */
export type CalendarRequest = {
  /** The query of `/api/calendar` without a cursor; in canonical form, because it is the key. */
  readonly query: string
  /** Months (UTC) whose changes the client subscribes to, and `open` for gatherings without a date. */
  readonly months: readonly string[]
  /** Loads all pages, one after another, instead of one at a time. */
  readonly whole: boolean
}

export type CalendarState = {
  /** `failed`: the last request got no answer; the entries stay as they were. */
  readonly status: 'loading' | 'ready' | 'failed'
  /** Null until the first answer. */
  readonly entries: readonly CalendarEntry[] | null
  readonly total: number
  /** There are further pages. */
  readonly hasMore: boolean
}

export type OpenedCalendar = Opened<CalendarState> & {
  readonly more: () => void
  readonly again: () => void
}

export const loadingCalendar: CalendarState = { status: 'loading', entries: null, total: 0, hasMore: false }

/** Many screens see the same change at once: this spreads their requests. */
const askAgainWithinMs = 2000
const answerWithinMs = 15_000
/** Wait after trouble of the server or the connection. */
const askAgainMs = 1000

type OneCalendar = {
  readonly request: CalendarRequest
  readonly store: StoreApi<CalendarState>
  next: string | null
  /** Number of the latest read; a late answer to an earlier read is dropped. */
  reading: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export type OpenCalendars = {
  readonly open: (request: CalendarRequest) => OpenedCalendar
  readonly openOwn: () => Opened<BrowseAnswer | null>
  /** Call when the connection is up (again): reads what was missed. */
  readonly connected: () => void
  readonly told: (summary: GatheringSummary) => void
  readonly gone: (gatheringId: string) => void
}

export function createOpenCalendars(
  url: string,
  /** Null without a connection. */
  browse: (request: BrowseRequest) => Promise<BrowseAnswer> | null,
): OpenCalendars {
  const calendars = new Set<OneCalendar>()
  const ownLists = new Set<StoreApi<BrowseAnswer | null>>()
  let followed = ''
  let followAgain: ReturnType<typeof setTimeout> | undefined

  /** Subscribes to the changes of everything shown now; what changed before the server's answer is read again. */
  function follow(isNewLine: boolean): void {
    if (calendars.size + ownLists.size === 0) return
    const months = [...new Set([...calendars].flatMap(({ request }) => request.months))].sort()
    // Gatherings without a date are in no month, so they are not ranked by distance.
    const key = months.join()
    if (!isNewLine && key === followed && ownLists.size === 0) return
    const asked = browse({ months: months.slice(0, mostBrowsedMonths) })
    if (asked === null) return
    followed = key
    clearTimeout(followAgain)
    const before = [...calendars].map((calendar) => ({ calendar, reading: calendar.reading }))
    asked.then(
      (own) => {
        learnClocks(own.map(({ clock }) => clock))
        for (const store of ownLists) store.setState(own, true)
        for (const { calendar, reading } of before) {
          if (calendars.has(calendar) && calendar.reading === reading) void read(calendar)
        }
      },
      () => {
        // Without an answer the server sends no changes: ask again, unless another question was asked meanwhile.
        followed = ''
        clearTimeout(followAgain)
        followAgain = setTimeout(() => follow(false), askAgainMs)
      },
    )
  }

  async function read(calendar: OneCalendar): Promise<void> {
    const reading = ++calendar.reading
    const isWanted = () => calendars.has(calendar) && calendar.reading === reading
    const wanted = calendar.store.getState().entries?.length ?? 0
    try {
      let entries: readonly CalendarEntry[] = []
      let cursor: string | null = null
      for (;;) {
        const page: CalendarPage = await fetchPage(url, calendar.request, cursor)
        if (!isWanted()) return
        entries = [...entries, ...page.entries]
        cursor = page.next
        const isDone = cursor === null || (!calendar.request.whole && entries.length >= wanted)
        // Entries on the screen stay until the rest has loaded.
        if (isDone || entries.length > wanted) show(calendar, entries, page)
        if (isDone) return
      }
    } catch {
      if (isWanted()) calendar.store.setState({ status: 'failed' })
    }
  }

  function show(calendar: OneCalendar, entries: readonly CalendarEntry[], page: CalendarPage): void {
    calendar.next = page.next
    const { total, next } = page
    calendar.store.setState({ status: 'ready', entries, total, hasMore: next !== null }, true)
  }

  async function readMore(calendar: OneCalendar): Promise<void> {
    const { next, reading } = calendar
    if (next === null) return
    calendar.store.setState({ status: 'loading' })
    try {
      const page = await fetchPage(url, calendar.request, next)
      if (!calendars.has(calendar) || calendar.reading !== reading || calendar.next !== next) return
      const known = new Set(page.entries.map(({ summary }) => summary.gatheringId))
      const before = (calendar.store.getState().entries ?? []).filter(
        ({ summary }) => !known.has(summary.gatheringId),
      )
      show(calendar, [...before, ...page.entries], page)
    } catch {
      if (calendars.has(calendar)) calendar.store.setState({ status: 'failed' })
    }
  }

  function readSoon(calendar: OneCalendar): void {
    calendar.timer ??= setTimeout(() => {
      calendar.timer = undefined
      if (calendars.has(calendar)) void read(calendar)
    }, Math.random() * askAgainWithinMs)
  }

  function takeOut(calendar: OneCalendar, gatheringId: string): void {
    const { entries, total } = calendar.store.getState()
    const kept = entries?.filter(({ summary }) => summary.gatheringId !== gatheringId)
    if (kept === undefined || kept.length === entries?.length) return
    calendar.store.setState({ entries: kept, total: total - 1 })
  }

  function tellCalendar(calendar: OneCalendar, summary: GatheringSummary): void {
    if (summary.status !== 'published') {
      takeOut(calendar, summary.gatheringId)
      return
    }
    const { entries } = calendar.store.getState()
    const shown = entries?.find((entry) => entry.summary.gatheringId === summary.gatheringId)
    if (shown !== undefined) {
      calendar.store.setState({
        entries: (entries ?? []).map((entry) => (entry === shown ? { ...entry, summary } : entry)),
      })
    }
    // Counts are shown directly; whether and where the entry still belongs in the list is for the server to decide.
    if (shown === undefined || !isSameBesidesPeople(shown.summary, summary)) readSoon(calendar)
  }

  return {
    open: (request) => {
      const calendar: OneCalendar = {
        request,
        store: createStore<CalendarState>(() => loadingCalendar),
        next: null,
        reading: 0,
        timer: undefined,
      }
      calendars.add(calendar)
      void read(calendar)
      follow(false)
      return {
        store: calendar.store,
        more: () => void readMore(calendar),
        again: () => void read(calendar),
        close: () => {
          calendars.delete(calendar)
          clearTimeout(calendar.timer)
        },
      }
    },
    openOwn: () => {
      const store = createStore<BrowseAnswer | null>(() => null)
      ownLists.add(store)
      follow(false)
      return { store, close: () => ownLists.delete(store) }
    },
    connected: () => follow(true),
    told: (summary) => {
      learnClocks([summary.clock])
      for (const calendar of calendars) tellCalendar(calendar, summary)
      for (const store of ownLists) tellOwn(store, summary)
    },
    gone: (gatheringId) => {
      for (const calendar of calendars) takeOut(calendar, gatheringId)
      for (const store of ownLists) {
        const own = store.getState()
        if (own !== null)
          store.setState(
            own.filter((summary) => summary.gatheringId !== gatheringId),
            true,
          )
      }
    },
  }
}

/** The server sends drafts only to their organizers; a published gathering is the reader's own only if it was already on the list. */
function tellOwn(store: StoreApi<BrowseAnswer | null>, summary: GatheringSummary): void {
  const own = store.getState()
  if (own === null) return
  const isKnown = own.some(({ gatheringId }) => gatheringId === summary.gatheringId)
  if (!isKnown && summary.status === 'published') return
  const others = own.filter(({ gatheringId }) => gatheringId !== summary.gatheringId)
  store.setState([...others, summary], true)
}

function isSameBesidesPeople(before: GatheringSummary, after: GatheringSummary): boolean {
  const people = { people: 0, atLeast: false, onStage: false }
  return JSON.stringify({ ...before, ...people }) === JSON.stringify({ ...after, ...people })
}

async function fetchPage(
  url: string,
  { query, whole }: CalendarRequest,
  cursor: string | null,
): Promise<CalendarPage> {
  const asked = new URLSearchParams(query)
  if (whole) asked.set('limit', '200')
  if (cursor !== null) asked.set('cursor', cursor)
  const response = await fetch(`${url}/api/calendar?${asked}`, {
    signal: giveUpAfter(answerWithinMs),
  })
  if (!response.ok) throw new Error(`calendar: ${response.status}`)
  const page = await readAnswer<CalendarPage>(response, 'entries')
  learnClocks(page.clocks)
  learnClocks(page.entries.map(({ summary }) => summary.clock))
  return page
}
