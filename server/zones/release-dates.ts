// Release dates of the IANA database, and whether the rules in use are too old.
import { readFileSync } from 'node:fs'
import { packagedFile } from './packaged-file.ts'
import { compareReleases, type RuleSource } from './rule-source.ts'

/** `YYYY-MM-DD` by release, from the headings of the database's NEWS file, which is packaged with its rules. */
function readReleases(): ReadonlyMap<string, string> {
  const headings = readFileSync(packagedFile('releases.txt'), 'utf8')
  return new Map(
    [...headings.matchAll(/^Release (\S+) - (\d{4}-\d{2}-\d{2})/gm)].map(
      ([, version = '', date = '']) => [version, date] as const,
    ),
  )
}

let releases: ReadonlyMap<string, string> | null = null

function releasedOn(): ReadonlyMap<string, string> {
  releases ??= readReleases()
  return releases
}

/** Epoch ms. For an unlisted release, the earliest date that its name and file allow; null for an unknown version. */
export function releasedAt({ version, at }: Pick<RuleSource, 'version' | 'at'>): number | null {
  const listed = releasedOn().get(version)
  if (listed !== undefined) return Date.parse(listed)
  if (!/^\d{4}[a-z]+$/.test(version)) return null
  const earlier = [...releasedOn().keys()].filter((known) => compareReleases(known, version) < 0)
  const last = earlier.sort(compareReleases).at(-1)
  const least = Date.parse(releasedOn().get(last ?? '') ?? '1970-01-01')
  return Math.max(least, Date.UTC(Number(version.slice(0, 4)), 0, 1), isNewer(version) ? (at ?? 0) : 0)
}

function isNewer(version: string): boolean {
  return [...releasedOn().keys()].every((known) => compareReleases(known, version) < 0)
}

const sixMonthsMs = 183 * 86_400_000

export function areOld(rules: Pick<RuleSource, 'version' | 'at'>, now: number): boolean {
  const released = releasedAt(rules)
  return released === null || now - released > sixMonthsMs
}
