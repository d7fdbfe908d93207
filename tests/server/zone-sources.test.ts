// The sources of zone rules: the newest of three, parsed exactly, and reported with its date.
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { zoneDataLines } from '#server/zone-data.ts'
import { readZoneTable } from '#server/zones/compile-zones.ts'
import { platformRules } from '#server/zones/platform-rules.ts'
import { areOld, releasedAt } from '#server/zones/release-dates.ts'
import { compareReleases, newestOf, type RuleSource } from '#server/zones/rule-source.ts'
import { allZones, chooseRules, packagedRules, systemRules } from '#server/zones/zone-rules.ts'
import { askClocks } from '../support/independent-clocks.ts'

const packagedFile = join(import.meta.dirname, '../../server/zones/tzdata.zi')
const dayMs = 86_400_000
const packaged = packagedRules()

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'multaqa-zones-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

/** The packaged file under the name of another release, with one more zone. */
async function systemOf(version: string): Promise<string> {
  const made = await folder()
  const text = (await readFile(packagedFile, 'utf8')).replace(/^# version \S+/, `# version ${version}`)
  await writeFile(join(made, 'tzdata.zi'), `${text}Z Test/Later 2:30 - +0230\n`)
  return made
}

describe('the newest source is taken', () => {
  const source = (name: RuleSource['name'], version: string): RuleSource => ({ ...packaged, name, version })

  test.each([
    ['2025c', '2026a', -1],
    ['2026d', '2026d', 0],
    ['2026e', '2026d', 1],
    ['2026z', '2026za', -1],
    ['2026zb', '2026za', 1],
    ['unknown', '1999a', -1],
    ['2026d-rc1', '2026c', 1],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareReleases(a, b))).toBe(sign)
    expect(Math.sign(compareReleases(b, a)) + sign).toBe(0)
  })

  test('of equals the packaged one, which is the same everywhere', () => {
    const [ours, theirs, engine] = [
      source('packaged', '2026d'),
      source('system', '2026d'),
      source('platform', '2026d'),
    ]
    expect(newestOf([ours, theirs, engine]).name).toBe('packaged')
    expect(newestOf([ours, source('system', '2026e'), engine]).name).toBe('system')
    expect(newestOf([ours, theirs, source('platform', '2027a')]).name).toBe('platform')
  })

  test('a system that was renewed is taken with the next start, an older one changes nothing', async () => {
    const newer = chooseRules({ TZDIR: await systemOf('2099a') })
    expect([newer.name, newer.version]).toEqual(['system', '2099a'])
    expect(newer.offsetAt('Test/Later', Date.UTC(2099, 0, 1))).toBe(150)
    const older = chooseRules({ TZDIR: await systemOf('2001a') })
    expect(older.name).not.toBe('system')
    expect(older.offsetAt('Test/Later', Date.UTC(2099, 0, 1))).toBeUndefined()
  })

  test('a folder that is not there, is empty, or holds nonsense is no source', async () => {
    const empty = await folder()
    const nonsense = await folder()
    await writeFile(join(nonsense, 'tzdata.zi'), '\0\0\0 nothing of a zone')
    await writeFile(join(nonsense, '+VERSION'), '2099z')
    await writeFile(join(nonsense, 'UTC'), 'TZif?')
    expect(systemRules({ TZDIR: join(empty, 'nowhere') })).toBeNull()
    expect(systemRules({ TZDIR: empty })).toBeNull()
    expect(chooseRules({ TZDIR: empty }).version).toBe(chooseRules({ TZDIR: join(empty, 'no') }).version)
    // It names a release, but has no readable zone.
    expect(systemRules({ TZDIR: nonsense })).toBeNull()
    expect(chooseRules({ TZDIR: nonsense }).offsetAt('Europe/Berlin', 0)).toBe(60)
  })

  test('the packaged rules are of 2026f or later, in which Casablanca, Vancouver and Winnipeg have no winter of their own', () => {
    expect(compareReleases(packaged.version, '2026f')).toBeGreaterThanOrEqual(0)
    const at = Date.parse('2027-01-20T15:00Z')
    expect(packaged.offsetAt('Africa/Casablanca', at)).toBe(0)
    expect(packaged.offsetAt('America/Vancouver', at)).toBe(-420)
    expect(packaged.offsetAt('America/Winnipeg', at)).toBe(-300)
    expect(packaged.offsetAt('America/Havana', at)).toBe(-240)
    expect(packaged.offsetAt('Asia/Damascus', at)).toBe(180)
    expect(packaged.offsetAt('America/Coyhaique', at)).toBe(-180)
  })
})

describe('rules are read exactly', () => {
  const names = readZoneTableNames()

  function readZoneTableNames(): readonly string[] {
    return allZones(0, dayMs).flatMap(({ timeZones }) => timeZones)
  }

  test('every zone at many instants, as zic and Python have them', () => {
    const cases = names.flatMap((zone, index) =>
      Array.from({ length: 12 }, (_, each) => ({
        kind: 'local' as const,
        zone,
        // From 1950 to 2090, spread unevenly so that zones are not compared on the same days.
        instant:
          Date.UTC(1950, 0, 1) +
          Math.floor(((each * 7919 + index * 104_729) % 51_000) * dayMs + 3_600_000 * each),
      })),
    )
    const expected = askClocks(cases)
    const differing = cases.filter(
      ({ zone, instant }, index) =>
        Math.floor(packaged.offsetAt(zone, instant) ?? Number.NaN) !== expected[index]?.offset,
    )
    expect(cases.length).toBeGreaterThan(6000)
    expect(differing).toEqual([])
  }, 60_000)

  test.each(['slim', 'fat'])(
    'compiled files (%s) say what the text form says, in every year until 2070',
    async (size) => {
      const made = await folder()
      const done = ['zic', '/usr/sbin/zic'].some(
        (zic) => spawnSync(zic, ['-b', size, '-d', made, packagedFile]).status === 0,
      )
      expect(done).toBe(true)
      await writeFile(join(made, '+VERSION'), `${packaged.version}\n`)
      const compiled = systemRules({ TZDIR: made })
      expect(compiled?.version).toBe(packaged.version)
      const differing: string[] = []
      for (const zone of [
        'Europe/Berlin',
        'Europe/Dublin',
        'Africa/Cairo',
        'Asia/Gaza',
        'America/New_York',
        'Australia/Lord_Howe',
        'Pacific/Chatham',
        'America/Santiago',
        'Africa/Casablanca',
        'America/Nuuk',
        'Asia/Damascus',
        'America/Vancouver',
        'Asia/Jerusalem',
        'Etc/GMT+5',
      ]) {
        for (let at = Date.UTC(1950, 0, 1); at < Date.UTC(2070, 0, 1); at += 5 * dayMs + 7_200_000) {
          if (compiled?.offsetAt(zone, at) !== packaged.offsetAt(zone, at))
            differing.push(`${zone} ${new Date(at).toISOString()}`)
        }
      }
      expect(differing).toEqual([])
    },
  )

  test('the engine’s changes of offset, found by asking, are to the second those of the text form', () => {
    const engine = platformRules(undefined)
    const [from, until] = [Date.UTC(2023, 0, 1), Date.UTC(2025, 0, 1)]
    for (const zone of [
      'Europe/Berlin',
      'Africa/Cairo',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Asia/Damascus',
    ])
      expect({ zone, changes: engine.changesBetween(zone, from, until) }).toEqual({
        zone,
        changes: packaged.changesBetween(zone, from, until),
      })
  })

  test.each([
    '',
    'Mars/Olympus',
    '../../etc/passwd',
    'Europe',
    '__proto__',
    'constructor',
    'Asia/Damascus/..',
    '\0',
    'x'.repeat(300),
  ])('%j is no zone to any source, and none throws', async (name) => {
    const made = await folder()
    await cp(packagedFile, join(made, 'tzdata.zi'))
    for (const rules of [packaged, platformRules(undefined), systemRules({ TZDIR: made })]) {
      expect(rules?.offsetAt(name, Date.now())).toBeUndefined()
      expect(rules?.changesBetween(name, 0, Date.now())).toEqual([])
    }
  })

  test('names that were changed, and names in small letters, are the same zone', () => {
    const at = Date.UTC(2027, 6, 1)
    for (const name of ['Europe/Kiev', 'Europe/Kyiv', 'europe/kyiv', 'EUROPE/KIEV'])
      expect(packaged.offsetAt(name, at)).toBe(180)
    expect(packaged.offsetAt('Asia/Calcutta', at)).toBe(330)
  })

  test('a line that cannot be read costs no other zone', () => {
    const table = readZoneTable(
      '# version 2099a\nR X 2000 ma - Foo lastXx 2 1 S\nZ A/B nonsense X %z\nZ C/D 3 - +03\n',
    )
    expect(table.transitionsOf('C/D')).toEqual([[Number.NEGATIVE_INFINITY, 180]])
    expect(() => table.transitionsOf('A/B')).not.toThrow()
  })
})

describe('their age', () => {
  const of = (version: string, at: number | null = null) => ({ version, at })

  test('is known for releases that are listed, and at least bounded for others', () => {
    expect(new Date(releasedAt(packaged) ?? 0).toISOString().slice(0, 10)).toBe('2026-10-27')
    // Headings in the database's NEWS.
    expect(releasedAt(of('2026e'))).toBe(Date.parse('2026-09-29'))
    expect(releasedAt(of('2018b'))).toBe(Date.parse('2018-01-17'))
    expect(releasedAt(of('unknown'))).toBeNull()
    const later = Date.UTC(2031, 4, 1)
    expect(releasedAt(of('2031b'))).toBe(Date.UTC(2031, 0, 1))
    expect(releasedAt(of('2031b', later))).toBe(later)
  })

  test('the packaged list of releases ends with the packaged rules, so that renewing one without the other fails', async () => {
    const list = await readFile(join(packagedFile, '../releases.txt'), 'utf8')
    expect(list.split('\n').find((line) => line.startsWith('Release'))).toMatch(
      `Release ${packaged.version} - `,
    )
  })

  test('is said at the start, and warned of after six months', () => {
    const soon = Date.UTC(2026, 10, 1)
    const late = Date.UTC(2027, 4, 1)
    expect([areOld(packaged, soon), areOld(packaged, late), areOld(of('unknown'), soon)]).toEqual([
      false,
      true,
      true,
    ])
    expect(zoneDataLines(soon, packaged)).toEqual([
      `Time zones: tzdata ${packaged.version} (shipped with this version, 2026-10-27)`,
    ])
    expect(zoneDataLines(late, packaged).at(1)).toMatch(
      /^Warning: .*older than six months.*docs\/operations\.md/,
    )
  })
})
