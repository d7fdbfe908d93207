// The zone rules that the tests expect, compiled by the system's `zic` for Python: the same release, read by independent programs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { compareReleases } from '#server/zones/rule-source.ts'
import { packagedRules, systemRules } from '#server/zones/zone-rules.ts'
import { installWithApt } from './install-with-apt.ts'

const packagedFile = join(import.meta.dirname, '../../server/zones/tzdata.zi')

/** The packaged rules, or the system's if those are newer: an outdated system database would prove nothing. */
export function newestRules() {
  const [packaged, system] = [packagedRules(), systemRules(process.env)]
  return system !== null && compareReleases(system.version, packaged.version) > 0
    ? { rules: system, file: join(system.from ?? '', 'tzdata.zi') }
    : { rules: packaged, file: packagedFile }
}

/** For Python's `PYTHONTZPATH`. Compiled once per release; throws one line that says what to install. */
export function zoneFolder(): string {
  const { file } = newestRules()
  const name = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
  const cache = join(import.meta.dirname, '../../node_modules/.cache')
  const folder = join(cache, `zones-${name}`)
  if (existsSync(folder)) return folder
  const making = `${folder}.${process.pid}`
  mkdirSync(making, { recursive: true })
  const compile = () =>
    ['zic', '/usr/sbin/zic'].some((zic) => spawnSync(zic, ['-b', 'fat', '-d', making, file]).status === 0)
  if (!compile()) installWithApt('libc-bin')
  if (!existsSync(join(making, 'Europe')) && !compile())
    throw new Error('Tests of clocks need zic, which Debian has in libc-bin: install it.')
  // Another worker may have finished first.
  if (!existsSync(folder)) renameSync(making, folder)
  return folder
}
