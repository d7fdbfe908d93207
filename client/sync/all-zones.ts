// Fetches the clocks of all time zones from the server, for times that were typed or imported far from any gathering on the page.
import { learnClocks, type ZoneClock } from '#shared/domain/zone-clock.ts'

export type ZoneRulesFacts = {
  /** A release of the IANA database, such as 2026d. */
  readonly version: string
  readonly source: 'packaged' | 'system' | 'platform'
  /** `YYYY-MM-DD`; null if unknown. */
  readonly released: string | null
  readonly isOld: boolean
}

type Answer = {
  readonly rules: ZoneRulesFacts
  readonly zones: readonly (Omit<ZoneClock, 'timeZone'> & { readonly timeZones: readonly string[] })[]
}

let asked: Promise<ZoneRulesFacts> | null = null
/** When the last request failed; +∞ if it has not failed. */
let failedAt = Number.POSITIVE_INFINITY
const againMs = 5000

/** Sends one request and shares its result. Rejects without a network; a call some seconds after the failure sends a new request. */
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
