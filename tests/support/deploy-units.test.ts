// The shipped systemd units and their programs: checked with systemd's tools without a running systemd, and started as far as possible.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const deploy = join(root, 'deploy')
const services = [
  'multaqa.service',
  'multaqa@.service',
  'multaqa-backup.service',
  'streaming/multaqa-streaming.service',
]
const serving = ['multaqa.service', 'multaqa@.service']
const units = [...services, 'multaqa-backup.timer']

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'multaqa-deploy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** All values of a setting, by name. */
function settingsOf(unit: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>()
  for (const line of readFileSync(join(deploy, unit), 'utf8').split('\n')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined) settings.set(name, [...(settings.get(name) ?? []), value ?? ''])
  }
  return settings
}

const environmentOf = (unit: string) =>
  (settingsOf(unit).get('Environment') ?? []).flatMap((line) => line.split(' ')).sort()

describe.runIf(hasSystemd)('systemd-analyze', () => {
  test.each(units)('finds nothing wrong with %s', (unit) => {
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', join(deploy, unit)], {
      encoding: 'utf8',
    })
    // Programs missing on this machine are not an error in the unit.
    const found = `${stdout}${stderr}`.split('\n').filter((line) => !/is not executable|^$/.test(line))
    expect(found).toEqual([])
  })

  test.each(services)('weighs the exposure of %s at 4 of 10 or less', (unit) => {
    const weighed = execFileSync(
      'systemd-analyze',
      ['--offline=true', '--no-pager', 'security', join(deploy, unit)],
      { encoding: 'utf8' },
    )
    expect(Number(/Overall exposure level for \S+: (\d+\.\d)/.exec(weighed)?.[1])).toBeLessThanOrEqual(4)
  })
})

test.each(serving)('%s is started again however long the database is away', (unit) => {
  const settings = settingsOf(unit)
  expect(settings.get('StartLimitIntervalSec')).toEqual(['0'])
  expect(settings.get('Restart')).toEqual(['always'])
  // Must exceed the longest shutdown (`longestStopMs` of server/main.ts).
  expect(Number(settings.get('TimeoutStopSec')?.[0])).toBeGreaterThan(12)
})

test('each service may write where it keeps data and backups, so that a panic can delete these', () => {
  for (const unit of services.filter((each) => !each.startsWith('streaming'))) {
    const folders = settingsOf(unit).get('StateDirectory')?.[0]?.split(' ') ?? []
    const named = environmentOf(unit).filter((each) => /^(?:DATA_DIR|BACKUP_FOLDER)=/.test(each))
    expect(named.map((each) => each.replace(/^\w+=\/var\/lib\//, ''))).toEqual([...folders].sort().reverse())
    expect(settingsOf(unit).get('StateDirectoryMode')).toEqual(['0700'])
  }
})

/** The shipped file with other paths, and without the change of account when the tests do not run as root. */
function prepareCommand(folder: string, environment: string): string {
  const file = join(folder, 'multaqa')
  const settings = join(folder, 'environment')
  writeFileSync(settings, environment)
  const shipped = readFileSync(join(deploy, 'multaqa'), 'utf8')
  for (const path of [
    '/etc/multaqa/environment',
    '/opt/multaqa',
    '/var/lib/multaqa',
    'runuser -u multaqa -- ',
  ])
    expect(shipped).toContain(path)
  writeFileSync(
    file,
    shipped
      .replace('/etc/multaqa/environment', settings)
      .replace('cd /opt/multaqa', `cd ${folder}`)
      .replaceAll('/var/lib/multaqa', join(folder, 'state'))
      .replace('runuser -u multaqa -- ', ''),
  )
  // A stub for the program: prints its environment and arguments.
  mkdirSync(join(folder, 'server'))
  writeFileSync(
    join(folder, 'server', 'multaqa.mjs'),
    `const { PUBLIC_URL, DATABASE_URL, BACKUP_RECIPIENT, DATA_DIR, NODE_ENV } = process.env
    console.log(JSON.stringify({ words: process.argv.slice(2), PUBLIC_URL, DATABASE_URL, BACKUP_RECIPIENT, DATA_DIR, NODE_ENV }))`,
  )
  return file
}

test('`multaqa <command>` runs with the settings of the service, whatever signs a password has', () => {
  const folder = makeFolder()
  const example = readFileSync(join(deploy, 'environment.example'), 'utf8')
  const password = 'a $HOME & `id` "b" \\c #d'
  const file = prepareCommand(folder, `${example}\nDATABASE_URL='postgres://m:${password}@db/m'\n`)
  const said = execFileSync('sh', [file, 'panic', 'one hour', '--yes'], { encoding: 'utf8' })
  expect(JSON.parse(said)).toEqual({
    words: ['panic', 'one hour', '--yes'],
    PUBLIC_URL: 'https://multaqa.example',
    DATABASE_URL: `postgres://m:${password}@db/m`,
    DATA_DIR: join(folder, 'state'),
    NODE_ENV: 'production',
  })
})

test('a start that would have to build where it cannot write says to build, in one line', () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'server'))
  mkdirSync(join(folder, 'node_modules', 'vite'), { recursive: true })
  writeFileSync(join(folder, 'node_modules', 'vite', 'package.json'), '{"type":"module","main":"index.js"}')
  writeFileSync(join(folder, 'node_modules', 'vite', 'index.js'), 'export const build = () => undefined')
  cpSync(join(root, 'server', 'start.mjs'), join(folder, 'server', 'start.mjs'))
  chmodSync(folder, 0o555)
  // Not as root, which may write everywhere.
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const { status, stderr } = spawnSync(process.execPath, ['server/start.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    ...account,
  })
  chmodSync(folder, 0o755)
  expect([status, stderr.trim().split('\n').length]).toEqual([1, 1])
  expect(stderr).toContain('npm run build')
})
