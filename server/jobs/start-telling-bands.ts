// Batches: seats replies in closed cities and publishes the floors of bands, at random times independent of replies; one process does it
// for all.
import { randomInt } from 'node:crypto'
import type { Committed } from '../commands/execute.ts'
import { isSeatedInBatches, nextBands, nextWatching, tellBands } from '../commands/tell-bands.ts'
import type { Means } from '../commands/unit-of-work.ts'
import { takeLease } from '../store/lease-rows.ts'
import { listBands } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { listWatching } from '../store/watching-rows.ts'

/** Bounds of the random time between two batches. */
const shortestMs = 30_000
const longestMs = 120_000
/** If a process ends, another one takes over the batches after this time. */
const leaseMs = longestMs + 10_000

export type TellingBands = {
  /** Runs a batch now; returns the number of gatherings with a published change. */
  readonly run: () => Promise<number>
  readonly stop: () => Promise<void>
}

export function startTellingBands(parts: {
  readonly store: Store
  readonly means: Means
  /** Identifies this process among those that serve the same installation. */
  readonly holder: string
  readonly onCommitted: (committed: Committed) => void
  readonly onTrouble: (error: unknown) => void
}): TellingBands {
  const { store, means, holder, onCommitted, onTrouble } = parts
  let isStopped = false
  let running: Promise<unknown> = Promise.resolve()
  let timer = schedule()

  function schedule(): NodeJS.Timeout {
    const next = setTimeout(
      () => {
        running = batch()
          .catch((error: unknown) => {
            if (!isStopped) onTrouble(error)
          })
          .finally(() => {
            if (!isStopped) timer = schedule()
          })
      },
      randomInt(shortestMs, longestMs),
    )
    next.unref()
    return next
  }

  async function batch(): Promise<void> {
    const lease = { name: 'bands', holder, now: means.clock.now(), lastsMs: leaseMs }
    if (await takeLease(store.db, lease)) await tellAll()
  }

  async function tellAll(): Promise<number> {
    const due = new Set<string>()
    const now = means.clock.now()
    for (const city of await listBands(store.db)) {
      const bands = nextBands(city.told, city.counts, { key: city.countKey, now })
      if (bands !== null || isSeatedInBatches(city)) due.add(city.gatheringId)
    }
    for (const watching of await listWatching(store.db)) {
      if (nextWatching(watching, now) !== null) due.add(watching.gatheringId)
    }
    let many = 0
    for (const gatheringId of due) {
      // A failure does not stop the other gatherings.
      const committed = await tellBands(store, means, gatheringId).catch((error: unknown) => {
        parts.onTrouble(error)
        return null
      })
      if (committed === null) continue
      onCommitted(committed)
      many += 1
    }
    return many
  }

  return {
    run: tellAll,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
