// When releases of the IANA database were made, and whether the rules in use are too old.
import { compareReleases, type RuleSource } from './rule-source.ts'

/** From the database's own list of changes; a newer release is added with the packaged file. */
const releasedOn: ReadonlyMap<string, string> = new Map([
  ['2024a', '2024-02-01'],
  ['2024b', '2024-09-04'],
  ['2025a', '2025-01-15'],
  ['2025b', '2025-03-22'],
  ['2025c', '2025-12-10'],
  ['2026a', '2026-03-01'],
  ['2026b', '2026-04-22'],
  ['2026c', '2026-07-08'],
  ['2026d', '2026-09-11'],
])

/** Epoch ms. Of a release that is not listed, the least that its name and its file say; null for what is no release. */
export function releasedAt({ version, at }: Pick<RuleSource, 'version' | 'at'>): number | null {
  const listed = releasedOn.get(version)
  if (listed !== undefined) return Date.parse(listed)
  if (!/^\d{4}[a-z]+$/.test(version)) return null
  const earlier = [...releasedOn.keys()].filter((known) => compareReleases(known, version) < 0)
  const last = earlier.sort(compareReleases).at(-1)
  const least = Date.parse(releasedOn.get(last ?? '') ?? '1970-01-01')
  return Math.max(least, Date.UTC(Number(version.slice(0, 4)), 0, 1), isNewer(version) ? (at ?? 0) : 0)
}

function isNewer(version: string): boolean {
  return [...releasedOn.keys()].every((known) => compareReleases(known, version) < 0)
}

const sixMonthsMs = 183 * 86_400_000

export function areOld(rules: Pick<RuleSource, 'version' | 'at'>, now: number): boolean {
  const released = releasedAt(rules)
  return released === null || now - released > sixMonthsMs
}
