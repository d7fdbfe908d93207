// A sync that holds only the given data and never connects: used to render pages on the server.
import { createStore } from 'zustand/vanilla'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { Sync } from './create-sync.ts'
import type { GatheringState } from './gathering-store.ts'
import { loadingCalendar } from './open-calendars.ts'
import type { Opened } from './opened.ts'

function still<State>(state: State): Opened<State> {
  return { store: createStore<State>(() => state), close: () => undefined }
}

const nothing: GatheringState = {
  status: 'not-found',
  audience: null,
  confirmed: null,
  shown: null,
  inStep: false,
}

/** `now` in epoch ms; `snapshot` is the public one. */
export function createStillSync(now: number, snapshot: Snapshot | null): Sync {
  const gathering: GatheringState =
    snapshot === null
      ? nothing
      : { ...nothing, status: 'ready', audience: { kind: 'public' }, confirmed: snapshot, shown: snapshot }
  return {
    openGathering: () => still(gathering),
    openAhead: () => undefined,
    known: () => gathering,
    openTicket: () => still({ status: 'loading' }),
    openCalendar: () => ({ ...still(loadingCalendar), more: () => undefined, again: () => undefined }),
    openOwn: () => still(null),
    // The server render has no user input.
    dispatch: () => new Promise(() => undefined),
    outbox: createStore(() => ({ pending: [], busyUntil: null, refusedLater: [] })),
    dismissRefusal: () => undefined,
    retryUnsent: () => undefined,
    discardUnsent: () => undefined,
    forget: async () => undefined,
    crewNow: createStore(() => new Map()),
    keepSeat: async () => null,
    reportWatching: () => undefined,
    live: createStore(() => ({ status: 'connecting' as const })),
    offset: createStore(() => null),
    now: () => now,
    reconnect: () => undefined,
    close: () => undefined,
  }
}
