// One gathering as this page reads it: the state confirmed by the server, with the effects of pending commands on top.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { learnClocks } from '#shared/domain/zone-clock.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { type PackedCounts, unpackCounts } from '#shared/protocol/packed-counts.ts'
import type { JoinAnswer, JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Audience, Snapshot, Update } from '#shared/protocol/views.ts'
import { isForLater } from './ask-to-join.ts'
import { foresee } from './foresee.ts'

export type GatheringState = {
  readonly status:
    | 'loading'
    | 'ready'
    | 'not-found'
    /** The link opens nothing, or this reader may not open the gathering in this role. */
    | 'closed'
    | 'gone'
    | 'revoked'
  readonly audience: Audience | null
  readonly confirmed: Snapshot | null
  /** Confirmed with pending commands applied: what screens render. */
  readonly shown: Snapshot | null
  /** The current connection has delivered all changes by others so far: nothing of theirs can be overwritten unseen. */
  readonly inStep: boolean
}

export type GatheringStore = {
  readonly store: StoreApi<GatheringState>
  readonly gatheringId: () => string | null
  readonly answered: (answer: JoinAnswer) => void
  readonly told: (update: Update) => void
  readonly toldCounts: (told: ToldCounts) => void
  readonly pendingChanged: (pending: readonly Command[]) => void
  readonly ended: (how: 'gone' | 'revoked') => void
  /** The connection is lost: changes from now on do not arrive. */
  readonly lost: () => void
  /** The request to send to join or catch up. */
  readonly request: () => JoinRequest
}

/** Counts of people in the compact encoding in which they arrived. */
export type ToldCounts = {
  /** The first characters of the gathering's id; ignore the message if the id starts differently. */
  readonly start: string
  readonly from: number
  readonly to: number
  readonly counts: PackedCounts
}

/** Reads the values of the event that carries them. */
export function readCounts([start, to, since, counts]: readonly [
  string,
  number,
  number,
  PackedCounts,
]): ToldCounts {
  return { start, from: to - since, to, counts }
}

/** The most updates to buffer until the join answer; if more arrive, the client joins once more after that answer. */
const mostEarly = 100

/**
 * Calls `askAgain` when something was missed; with true when an update could not be applied, which is a bug: the caller then requests
 * a full snapshot after a pause. `initial` came with the page.
 */
export function createGatheringStore(
  view: Omit<JoinRequest, 'known'>,
  initial: Snapshot | null,
  means: {
    readonly now: () => number
    readonly askAgain: (isBug?: boolean) => void
    readonly onBug?: (error: unknown) => void
  },
): GatheringStore {
  const store = createStore<GatheringState>(() => ({
    status: initial === null ? 'loading' : 'ready',
    audience: initial === null ? null : { kind: 'public' },
    confirmed: initial,
    shown: initial,
    inStep: false,
  }))
  let pending: readonly Command[] = []
  /** Messages that arrived before the join answer. */
  let early: (() => void)[] = []
  /** More messages arrived before the join answer than the buffer holds. */
  let hasLostEarly = false
  /** The version sent with the last join request; null if it named none. */
  let askedFrom: number | null = null
  /** The local state may be wrong, so updates must not be applied to it. */
  let needsWhole = false

  function confirm(confirmed: Snapshot, audience: Audience | null): void {
    // The clocks must be known before anything is rendered that uses them.
    learnClocks(confirmed.clocks)
    store.setState({ status: 'ready', audience, confirmed, shown: foreseen(confirmed) })
  }

  /** Falls back to the confirmed state if the pending commands cannot be applied. */
  function foreseen(confirmed: Snapshot): Snapshot {
    try {
      return foresee(confirmed, pending, means.now())
    } catch (error) {
      means.onBug?.(error)
      return confirmed
    }
  }

  /** A late answer must not undo newer updates, unless the server's store itself went back (restored from a backup). */
  function isOutdated(snapshot: Snapshot): boolean {
    const { confirmed } = store.getState()
    if (confirmed === null || confirmed.epoch !== snapshot.epoch) return false
    const hasStoreGoneBack = askedFrom !== null && snapshot.version < askedFrom
    return snapshot.version < confirmed.version && !hasStoreGoneBack
  }

  function told(update: Update): void {
    const { confirmed, audience, status, inStep } = store.getState()
    // The gathering id is unknown until the join answer arrives.
    if (status === 'loading') keepEarly(() => told(update))
    if (confirmed?.gathering.gatheringId !== update.gatheringId) return
    const applied = applyUpdate(confirmed, update)
    if (applied.kind === 'applied') confirm(applied.snapshot, audience)
    if (applied.kind !== 'gap') return
    // While a join request is pending, a further gap is the same gap: buffered updates either fit the answer or show a gap in it.
    if (inStep) askAgain()
    else if (status !== 'loading') keepEarly(() => told(update))
  }

  /** Prevents an exception from leaving a screen that looks live but no longer updates. */
  function safely(take: () => void): void {
    try {
      take()
    } catch (error) {
      forgetEarly()
      needsWhole = true
      means.onBug?.(error)
      try {
        store.setState({ inStep: false })
      } catch {
        // The same component may throw again on this change; the state is already set by then.
      }
      means.askAgain(true)
    }
  }

  function keepEarly(tell: () => void): void {
    if (early.length >= mostEarly) {
      early = []
      hasLostEarly = true
    }
    early.push(tell)
  }

  function forgetEarly(): void {
    early = []
    hasLostEarly = false
  }

  /** Counts carry no epoch: they belong to the epoch of the last join answer on this connection, so they wait for it. */
  function toldCounts(numbers: ToldCounts): void {
    const { confirmed, audience, inStep } = store.getState()
    if (!inStep) keepEarly(() => toldCounts(numbers))
    if (!inStep || !confirmed?.gathering.gatheringId.startsWith(numbers.start)) return
    const { version } = confirmed
    if (numbers.to <= version) return
    const update = numbers.from > version ? null : unpackCounts(numbers.counts, confirmed, numbers)
    const applied = update && applyUpdate(confirmed, update)
    if (applied?.kind === 'applied') confirm(applied.snapshot, audience)
    else askAgain()
  }

  function askAgain(): void {
    store.setState({ inStep: false })
    means.askAgain()
  }

  function answered(answer: JoinAnswer): void {
    if (!answer.ok) {
      // Trouble is temporary: the screen stays as it is, and the live sign shows how old it is.
      if (isForLater(answer)) return
      const status = answer.reason === 'not-found' || answer.reason === 'malformed' ? 'not-found' : 'closed'
      forgetEarly()
      store.setState({ status, audience: null, confirmed: null, shown: null })
      return
    }
    store.setState({ inStep: true })
    if ('snapshot' in answer) {
      needsWhole = false
      if (!isOutdated(answer.snapshot)) confirm(answer.snapshot, answer.audience)
    } else {
      const { confirmed } = store.getState()
      const applied = confirmed === null ? { kind: 'gap' as const } : applyUpdate(confirmed, answer.update)
      if (applied.kind === 'applied') confirm(applied.snapshot, answer.audience)
      else if (applied.kind === 'old' && confirmed !== null) confirm(confirmed, answer.audience)
      else askAgain()
    }
    const overtaken = early
    const isIncomplete = hasLostEarly
    forgetEarly()
    for (const tell of overtaken) tell()
    if (isIncomplete && store.getState().inStep) askAgain()
  }

  return {
    store,
    gatheringId: () => store.getState().confirmed?.gathering.gatheringId ?? null,
    answered: (answer) => safely(() => answered(answer)),
    told: (update) => safely(() => told(update)),
    toldCounts: (numbers) => safely(() => toldCounts(numbers)),
    pendingChanged: (commands) => {
      const { confirmed } = store.getState()
      pending = commands
      if (confirmed !== null) store.setState({ shown: foreseen(confirmed) })
    },
    ended: (status) => {
      forgetEarly()
      store.setState({ status, confirmed: null, shown: null, inStep: false })
    },
    lost: () => {
      forgetEarly()
      store.setState({ inStep: false })
    },
    request: () => {
      const { confirmed } = store.getState()
      askedFrom = confirmed?.version ?? null
      if (confirmed === null) return view
      // Use the id from now on: publishing a draft gives it another slug.
      const { gatheringId } = confirmed.gathering
      return {
        ...view,
        gathering: gatheringId,
        ...(needsWhole ? {} : { known: { epoch: confirmed.epoch, version: confirmed.version } }),
      }
    },
  }
}
