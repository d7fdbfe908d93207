// Deletes this process's memory of sources and secrets when it is no longer needed, or when the replies concerned were erased.
import { markOf } from '../commands/secret-draw.ts'
import type { DoorMemory } from '../sources/command-admission.ts'
import { findExistingSecrets } from '../store/attendance-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import { listCountKeys } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'

const minuteMs = 60_000
/** Erasures that come close together are handled at once. */
const gatherMs = 250
/** Retry delay when the database is unavailable. */
const retryMs = 5000
/** A reply that is still queued has no row yet, so missing replies are checked a second time after this delay. */
const onceMoreMs = 30_000

export type ForgettingSources = {
  /** Call when something of this gathering was erased, or it was removed. */
  readonly soon: (gatheringId: string) => void
  readonly stop: () => Promise<void>
}

export function startForgettingSources(parts: {
  readonly store: Store
  readonly memory: DoorMemory
  /** Budgets of the answer “I will watch from home”, and other budgets kept by source only. */
  readonly watching: { readonly prune: () => void; readonly forget: (gatheringId: string) => void }
  readonly budgets: { readonly prune: () => void }
  readonly onTrouble: (error: unknown) => void
}): ForgettingSources {
  const { store, memory, watching, budgets, onTrouble } = parts
  const due = new Set<string>()
  /** By gathering, secrets that opened nothing at the last check, and the time of that check (monotonic ms). */
  const missing = new Map<string, { readonly at: number; readonly secrets: ReadonlySet<string> }>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  function schedule(afterMs: number): void {
    if (timer !== undefined || isStopped) return
    timer = setTimeout(() => {
      timer = undefined
      running = running.then(look)
    }, afterMs)
    timer.unref()
  }

  async function look(): Promise<void> {
    const looked = [...missing].filter(([, { at }]) => performance.now() - at >= onceMoreMs)
    for (const [gatheringId] of looked) due.add(gatheringId)
    for (const gatheringId of [...due]) {
      due.delete(gatheringId)
      try {
        await forget(gatheringId)
      } catch (error) {
        due.add(gatheringId)
        if (!isStopped) onTrouble(error)
      }
    }
    if (due.size > 0) schedule(retryMs)
    else if (missing.size > 0) schedule(onceMoreMs)
  }

  async function forget(gatheringId: string): Promise<void> {
    const { db } = store
    const record = await loadGathering(db, gatheringId)
    // Erased cities have new marks, so a source's activity in them no longer matches any city.
    const marks = new Set(
      (await listCountKeys(db, gatheringId)).map(({ meetingId, countKey }) => markOf(meetingId, countKey)),
    )
    const kept = memory.secretsOf(gatheringId)
    const there = new Set(await findExistingSecrets(db, kept))
    const gone = new Set(kept.filter((secretHash) => !there.has(secretHash)))
    const before = missing.get(gatheringId)
    const isLongGone = before !== undefined && performance.now() - before.at >= onceMoreMs
    memory.keepOnly(
      gatheringId,
      record === null
        ? null
        : {
            marks,
            isErased: (secretHash) => gone.has(secretHash),
            isLongErased: (secretHash) =>
              isLongGone && gone.has(secretHash) && before.secrets.has(secretHash),
          },
    )
    noteMissing(
      gatheringId,
      record === null ? [] : memory.secretsOf(gatheringId).filter((each) => gone.has(each)),
    )
    if (record === null || record.purgedAt !== null) watching.forget(gatheringId)
  }

  function noteMissing(gatheringId: string, secrets: readonly string[]): void {
    const before = missing.get(gatheringId)
    if (secrets.length === 0) missing.delete(gatheringId)
    else if (before === undefined || performance.now() - before.at >= onceMoreMs)
      missing.set(gatheringId, { at: performance.now(), secrets: new Set(secrets) })
  }

  const pruning = setInterval(() => {
    memory.prune()
    watching.prune()
    budgets.prune()
  }, minuteMs)
  pruning.unref()

  return {
    soon: (gatheringId) => {
      due.add(gatheringId)
      schedule(gatherMs)
    },
    stop: async () => {
      isStopped = true
      clearInterval(pruning)
      clearTimeout(timer)
      await running
    },
  }
}
