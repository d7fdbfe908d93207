// Asks the server for the clocks of all zones: for times that somebody typed or brought in a file, far from any gathering that is shown.
import { learnClocks, type ZoneClock } from '#shared/domain/zone-clock.ts'

export type ZoneRulesFacts = {
  /** A release of the IANA database, such as 2026d. */
  readonly version: string
  readonly source: 'packaged' | 'system' | 'platform'
  /** `YYYY-MM-DD`; null where it is not known. */
  readonly released: string | null
  readonly isOld: boolean
}

type Answer = {
  readonly rules: ZoneRulesFacts
  readonly zones: readonly (Omit<ZoneClock, 'timeZone'> & { readonly timeZones: readonly string[] })[]
}

let asked: Promise<ZoneRulesFacts> | null = null
/** When the last question failed; +∞ while none has. */
let failedAt = Number.POSITIVE_INFINITY
const againMs = 5000

/** Asked once; rejects when the network is gone, and is asked again by whoever wants to know some seconds later. */
export function learnAllZones(): Promise<ZoneRulesFacts> {
  if (asked !== null && performance.now() - failedAt < againMs) return asked
  failedAt = Number.POSITIVE_INFINITY
  asked = ask()
  asked.catch(() => {
    failedAt = performance.now()
  })
  return asked
}

async function ask(): Promise<ZoneRulesFacts> {
  const response = await fetch('/api/zones')
  if (!response.ok) throw new Error(`zones: ${response.status}`)
  const { rules, zones } = (await response.json()) as Answer
  learnClocks(
    zones.flatMap(({ timeZones, ...clock }) => timeZones.map((timeZone) => ({ timeZone, ...clock }))),
  )
  return rules
}
