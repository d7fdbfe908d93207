// One gathering as this page reads it: what the server confirmed, with what is on its way shown on top.
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
    /** The link opens nothing, or this reader may not read it so. */
    | 'closed'
    | 'gone'
    | 'revoked'
  readonly audience: Audience | null
  readonly confirmed: Snapshot | null
  /** Confirmed with pending commands applied: what screens draw. */
  readonly shown: Snapshot | null
  /** What others did was heard up to now on the connection that stands: nothing of theirs can be overwritten unseen. */
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
  /** The connection is gone: what happens from now on is not heard. */
  readonly lost: () => void
  /** What to send to join or to catch up. */
  readonly request: () => JoinRequest
}

/** Numbers of people in few bytes, as they came. */
export type ToldCounts = {
  /** Of the gathering's id; an id that begins otherwise is another's. */
  readonly start: string
  readonly from: number
  readonly to: number
  readonly counts: PackedCounts
}

/** From the values of the event that carries them. */
export function readCounts([start, to, since, counts]: readonly [
  string,
  number,
  number,
  PackedCounts,
]): ToldCounts {
  return { start, from: to - since, to, counts }
}

/** Updates that wait for the answer to joining; when there are more, it is asked once more after that answer. */
const mostEarly = 100

/**
 * `askAgain` is called when something was missed; with true when what was told could not be applied, which is a bug: then it is asked for
 * whole, and not at once. `initial` came with the page.
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
  /** What overtook the answer to joining. */
  let early: (() => void)[] = []
  /** More overtook the answer than is kept. */
  let hasLostEarly = false
  /** The version by which was asked last; null when by none. */
  let askedFrom: number | null = null
  /** What is known cannot be trusted to take updates. */
  let needsWhole = false

  function confirm(confirmed: Snapshot, audience: Audience | null): void {
    // Before anything is drawn of them.
    learnClocks(confirmed.clocks)
    store.setState({ status: 'ready', audience, confirmed, shown: foreseen(confirmed) })
  }

  /** What was confirmed goes on being shown where what is on its way cannot be. */
  function foreseen(confirmed: Snapshot): Snapshot {
    try {
      return foresee(confirmed, pending, means.now())
    } catch (error) {
      means.onBug?.(error)
      return confirmed
    }
  }

  /** An answer that came late must not take back what was told since; unless the store itself went back (a restored copy). */
  function isOutdated(snapshot: Snapshot): boolean {
    const { confirmed } = store.getState()
    if (confirmed === null || confirmed.epoch !== snapshot.epoch) return false
    const hasStoreGoneBack = askedFrom !== null && snapshot.version < askedFrom
    return snapshot.version < confirmed.version && !hasStoreGoneBack
  }

  function told(update: Update): void {
    const { confirmed, audience, status, inStep } = store.getState()
    // Of which gathering it is shows when the answer has come.
    if (status === 'loading') keepEarly(() => told(update))
    if (confirmed?.gathering.gatheringId !== update.gatheringId) return
    const applied = applyUpdate(confirmed, update)
    if (applied.kind === 'applied') confirm(applied.snapshot, audience)
    if (applied.kind !== 'gap') return
    // While the answer is on its way, a further gap is the same gap: what came fits on to the answer, or shows a gap in it.
    if (inStep) askAgain()
    else if (status !== 'loading') keepEarly(() => told(update))
  }

  /** A throw must not leave a screen that looks live and stands still. */
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
        // The same screen may throw again when it hears of this; the state is set before it does.
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

  /** They do not say their epoch, so they are of that of the last answer to joining on this connection, and wait for it. */
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
      // Trouble passes; what is on the screen stays, and the live sign says how old it is.
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
      // By its id from now on: publishing a draft gives it another slug.
      const { gatheringId } = confirmed.gathering
      return {
        ...view,
        gathering: gatheringId,
        ...(needsWhole ? {} : { known: { epoch: confirmed.epoch, version: confirmed.version } }),
      }
    },
  }
}
