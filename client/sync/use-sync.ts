// The live data as React hooks. Components render from what is already loaded; rendering needs no browser.
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import type { Sync, ViewRequest } from './create-sync.ts'
import { useDrawn, useDrawnNow } from './drawn.ts'
import { drawnCalendar } from './drawn-calendar.ts'
import type { GatheringState } from './gathering-store.ts'
import type { Live } from './live.ts'
import {
  type CalendarRequest,
  type CalendarState,
  loadingCalendar,
  type OpenedCalendar,
} from './open-calendars.ts'
import type { TicketState } from './open-tickets.ts'
import type { Opened } from './opened.ts'
import { sessionStore } from './session.ts'
import { strikeTogether } from './strikes.ts'

const SyncContext = createContext<Sync | null>(null)

export const SyncProvider = SyncContext.Provider

export function useSync(): Sync {
  const sync = useContext(SyncContext)
  if (sync === null) throw new Error('useSync outside of a SyncProvider')
  return sync
}

const loadingGathering: GatheringState = {
  status: 'loading',
  audience: null,
  confirmed: null,
  shown: null,
  inStep: false,
}

/** Opens something while the component is mounted; the first render already has what came with the page. */
function useOpened<State>(key: string, open: () => Opened<State>, before: State): State {
  const [none] = useState(() => createStore<State>(() => before))
  const [opened, setOpened] = useState<{ readonly key: string; readonly from: Opened<State> } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` is made anew on each drawing; `key` says all it depends on
  useEffect(() => {
    const from = open()
    setOpened({ key, from })
    return () => from.close()
  }, [key])
  return useStore(opened?.key === key ? opened.from.store : none)
}

export function useGathering(view: ViewRequest): GatheringState {
  const sync = useSync()
  const key = `${view.gathering} ${view.as} ${view.credential ?? ''}`
  return useOpened(key, () => sync.openGathering(view), sync.known(view) ?? loadingGathering)
}

export function useTicket(credential: string): TicketState {
  const sync = useSync()
  return useOpened<TicketState>(credential, () => sync.openTicket(credential), { status: 'loading' })
}

/** The reader's own gatherings including drafts; null while loading. */
export function useOwnGatherings(): readonly GatheringSummary[] | null {
  const sync = useSync()
  const signedIn = useStore(sessionStore, (state) => state.signedIn)
  return useOpened<readonly GatheringSummary[] | null>(`${signedIn}`, () => sync.openOwn(), null)
}

export type ShownCalendar = CalendarState & { readonly more: () => void; readonly again: () => void }

/** The calendar entries for a request, kept up to date; at first those that came with the page. */
export function useCalendar(request: CalendarRequest): ShownCalendar {
  const sync = useSync()
  const drawn = useDrawn()
  const key = JSON.stringify(request)
  const [opened, setOpened] = useState<{ readonly key: string; readonly from: OpenedCalendar } | null>(null)
  const [none] = useState(() => createStore<CalendarState>(() => loadingCalendar))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says all that the request holds
  useEffect(() => {
    const from = sync.openCalendar(request)
    setOpened({ key, from })
    return () => from.close()
  }, [sync, key])
  const isIt = opened?.key === key
  const told = useStore(isIt ? opened.from.store : none)
  const state = told.entries === null && drawn?.summaries ? drawnCalendar(request, told, drawn) : told
  return {
    ...state,
    more: () => isIt && opened.from.more(),
    again: () => isIt && opened.from.again(),
  }
}

export function useLive(): Live {
  return useStore(useSync().live)
}

/** The number of pending commands. */
export function usePendingCount(): number {
  return useStore(useSync().outbox, (state) => state.pending.length)
}

/** Seconds until waiting commands are sent again, if the server is overloaded; otherwise null. */
export function useBusySeconds(): number | null {
  const busyUntil = useStore(useSync().outbox, (state) => state.busyUntil)
  const [, drawAgain] = useState(0)
  useEffect(() => {
    if (busyUntil === null) return
    const timer = setInterval(() => drawAgain((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [busyUntil])
  return busyUntil === null ? null : Math.max(0, Math.ceil((busyUntil - Date.now()) / 1000))
}

/** True while the browser reports that it is offline. */
export function useOffline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed)
      addEventListener('offline', changed)
      return () => {
        removeEventListener('online', changed)
        removeEventListener('offline', changed)
      }
    },
    () => !navigator.onLine,
    () => false,
  )
}

export function useSignedIn(): boolean | null {
  return useStore(sessionStore, (state) => state.signedIn)
}

/** The server's epoch ms, updated at each whole multiple of `everyMs`, on all screens at once. */
export function useNow(everyMs = 1000): number {
  const sync = useSync()
  const drawnNow = useDrawnNow()
  const [now, setNow] = useState(() => sync.now())
  useEffect(() => strikeTogether(sync, everyMs, setNow), [sync, everyMs])
  return drawnNow ?? now
}
