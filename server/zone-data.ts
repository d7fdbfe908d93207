// Describes the time zone rules that this process uses, for the operator and for programs.
import { areOld, releasedAt } from './zones/release-dates.ts'
import type { RuleSource } from './zones/rule-source.ts'
import { zoneRules } from './zones/zone-rules.ts'

export type ZoneDataFacts = {
  /** A release of the IANA database, such as 2026d. */
  readonly version: string
  readonly source: RuleSource['name']
  /** `YYYY-MM-DD`; null if the release has no date. */
  readonly released: string | null
  /** Older than six months. */
  readonly isOld: boolean
}

/** `now`: epoch ms. */
export function zoneDataFacts(now: number, rules: RuleSource = zoneRules()): ZoneDataFacts {
  const released = releasedAt(rules)
  return {
    version: rules.version,
    source: rules.name,
    released: released === null ? null : new Date(released).toISOString().slice(0, 10),
    isOld: areOld(rules, now),
  }
}

const sourceWords = {
  packaged: 'shipped with this version',
  system: 'of the system',
  platform: 'of the platform',
} as const

/** One line at the start, and a second one if the rules are old. */
export function zoneDataLines(now: number, rules: RuleSource = zoneRules()): readonly string[] {
  const { version, source, released, isOld } = zoneDataFacts(now, rules)
  const where = rules.from === null ? '' : `, from ${rules.from}`
  const line = `Time zones: tzdata ${version}${where} (${sourceWords[source]}${released === null ? '' : `, ${released}`})`
  if (!isOld) return [line]
  return [
    line,
    'Warning: these time zone rules are older than six months, so city times may be wrong. docs/operations.md says how to update them.',
  ]
}
