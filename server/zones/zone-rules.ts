// Selects this process's zone rules: the newest of the packaged ones, the system's and the platform's.
import { readFileSync, statSync } from 'node:fs'
import { setZoneSource } from '#shared/domain/time.ts'
import type { ZoneClock } from '#shared/domain/zone-clock.ts'
import { readZoneTable, type ZoneTable } from './compile-zones.ts'
import { packagedFile } from './packaged-file.ts'
import { platformRules } from './platform-rules.ts'
import { newestOf, type RuleSource } from './rule-source.ts'
import { readSystemFolder } from './system-rules.ts'
import { tableRules } from './table-rules.ts'

type Environment = Readonly<Record<string, string | undefined>>

let table: ZoneTable | null = null

function packagedTable(): ZoneTable {
  table ??= readZoneTable(readFileSync(packagedFile('tzdata.zi'), 'utf8'))
  return table
}

export function packagedRules(): RuleSource {
  return tableRules(packagedTable(), { name: 'packaged', from: null, at: null })
}

const mustKnow = ['Asia/Damascus', 'Europe/Berlin', 'America/New_York', 'Europe/Kyiv']

/** The system's database: `TZDIR`, as in the C library, or the usual folder. Null if it does not exist or does not state its release. */
export function systemRules({ TZDIR }: Environment): RuleSource | null {
  const folder = TZDIR || '/usr/share/zoneinfo'
  try {
    const read = readSystemFolder(folder)
    if (read === null) return null
    const rules = tableRules(read.table, { name: 'system', from: folder, at: statSync(read.file).mtimeMs })
    // A release without the usual zones would leave cities without a clock.
    return mustKnow.every((zone) => rules.offsetAt(zone, Date.now()) !== undefined) ? rules : null
  } catch {
    // An unreadable folder counts as missing.
    return null
  }
}

/** A folder of ICU rules set by the operator is used whatever its release, because it was set on purpose. */
export function chooseRules(environment: Environment): RuleSource {
  const folder = environment['ICU_TIMEZONE_FILES_DIR']
  if (folder) return platformRules(folder)
  const system = systemRules(environment)
  return newestOf([packagedRules(), ...(system === null ? [] : [system]), platformRules(undefined)])
}

let installed: RuleSource | null = null

/** Read once per process; every local time is derived from it. */
export function zoneRules(): RuleSource {
  installed ??= chooseRules(process.env)
  return installed
}

/** From this call on, `shared/domain/time.ts` uses these rules. */
export function installZoneRules(): RuleSource {
  const rules = zoneRules()
  setZoneSource(rules.offsetAt)
  return rules
}

/** Groups zones with equal clocks; covers the names in the packaged rules. */
export type SameZones = Omit<ZoneClock, 'timeZone'> & { readonly timeZones: readonly string[] }

export function allZones(from: number, until: number): readonly SameZones[] {
  const rules = zoneRules()
  const groups = new Map<string, string[]>()
  for (const name of packagedTable().names) {
    const offset = rules.offsetAt(name, from)
    if (offset === undefined) continue
    const key = JSON.stringify({ offset, changes: rules.changesBetween(name, from, until) })
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  return [...groups].map(([key, timeZones]) => ({ timeZones, from, until, ...JSON.parse(key) }))
}

/** The offsets of a zone over a time range (epoch ms); of UTC for an unknown name. */
export function zoneClock(timeZone: string, from: number, until: number): ZoneClock {
  const rules = zoneRules()
  const offset = rules.offsetAt(timeZone, from) ?? 0
  return { timeZone, from, until, offset, changes: rules.changesBetween(timeZone, from, until) }
}
