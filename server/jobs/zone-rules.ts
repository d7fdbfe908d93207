// Checks at startup and once a day whether the current time zone rules move a city's local time, and tells the operator what moved.
import { placeName } from '#shared/domain/place.ts'
import { changeTable } from '#shared/protocol/change-table.ts'
import type { Committed } from '../commands/execute.ts'
import { type MovedCity, noteZoneRules } from '../commands/note-zone-rules.ts'
import type { Means } from '../commands/unit-of-work.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsFrom } from '../store/zone-rows.ts'

const minuteMs = 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
/** The longest gathering plus the longest lag of the last city behind the lead city. */
const longestMs = 4 * dayMs

export type ZoneRulesParts = {
  readonly store: Store
  readonly means: Means
  readonly onCommitted: (committed: Committed) => void
  /** Prints a line for the operator. */
  readonly tell: (line: string) => void
  readonly onTrouble: (error: unknown) => void
}

export async function checkZoneRules(
  parts: ZoneRulesParts,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const { store, means, onTrouble } = parts
  for (const gatheringId of await gatheringsFrom(store.db, means.clock.now() - longestMs)) {
    if (!isWanted()) return
    // A failure does not stop the check of the others.
    await noteOne(parts, gatheringId).catch(onTrouble)
  }
}

async function noteOne(
  { store, means, onCommitted, tell }: ZoneRulesParts,
  gatheringId: string,
): Promise<void> {
  const { moved, committed } = await noteZoneRules(store, means, gatheringId)
  if (committed !== null) onCommitted(committed)
  for (const city of moved) tell(movedLine(city))
}

/** A city hidden from the public is not named in a log either. */
function movedLine({ slug, meeting, from, to }: MovedCity): string {
  const { place, exposure } = meeting
  const city =
    exposure.existence === 'public' ? `${placeName(place.names, 'en')} (${place.timeZone})` : 'a closed city'
  const what =
    from === to
      ? `begins at ${to} by its clock as before, at another instant`
      : `begins at ${to} by its clock, before at ${from}`
  return `Zone rules changed: in ${slug}, ${city} ${what}.`
}

export type ZoneRules = {
  /**
   * Call with every commit: newly planned starts are read within a minute, so that a later change of rules has a reading to compare with.
   */
  readonly heard: (committed: Committed) => void
  readonly stop: () => Promise<void>
}

export function startZoneRules(parts: ZoneRulesParts): ZoneRules {
  let isWanted = true
  const planned = new Set<string>()
  let running: Promise<void> = Promise.resolve()
  const run = (look: () => Promise<void>) => {
    running = running.then(look).catch((error: unknown) => {
      if (isWanted) parts.onTrouble(error)
    })
  }
  const lookAtAll = () => checkZoneRules(parts, () => isWanted)
  const lookAtPlanned = async () => {
    for (const gatheringId of [...planned]) {
      if (!isWanted) return
      planned.delete(gatheringId)
      await noteOne(parts, gatheringId).catch((error: unknown) => {
        // Retried at the next run.
        planned.add(gatheringId)
        parts.onTrouble(error)
      })
    }
  }
  run(lookAtAll)
  const timers = [setInterval(() => run(lookAtAll), dayMs), setInterval(() => run(lookAtPlanned), minuteMs)]
  for (const timer of timers) timer.unref()
  return {
    heard: ({ gatheringId, changes }) => {
      if (changes.some(({ type }) => changeTable[type].isPlanning)) planned.add(gatheringId)
    },
    stop: async () => {
      isWanted = false
      for (const timer of timers) clearInterval(timer)
      await running
      // Starts planned in the last minute must be read before the next start may bring other rules.
      isWanted = true
      await lookAtPlanned().catch(parts.onTrouble)
    },
  }
}
