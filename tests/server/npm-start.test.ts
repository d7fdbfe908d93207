// `npm start` and `npm run demo` as people run them, on the output of `npm run build`: what they print, and that all their processes end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeDemoFolder } from '#server/demo/demo-folder.ts'
import { listeningAddress } from '#server/listening-address.ts'
import { freePort } from '../support/free-port.ts'
import { eventually } from '../support/person.ts'

const root = join(import.meta.dirname, '..', '..')

type Run = { readonly child: ChildProcess; readonly printed: () => string; readonly folder: string }

/** Runs with its own data folder and its own temporary folder. */
async function run(
  script: 'start' | 'demo',
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'multaqa-npm-'))
  const port = await freePort()
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group, so that all its processes can be ended, however the test ends.
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: '',
      PUBLIC_URL: '',
      DATA_DIR: join(folder, 'data'),
      TMPDIR: folder,
      PORT: `${port}`,
      HOST: '127.0.0.1',
      ...environment,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes) => {
      printed += bytes
    })
  onTestFinished(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    } catch {
      // Already ended.
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return { child, printed: () => printed, folder }
}

/** Sends the signal to npm only, as a service manager does, and waits until no process of its group is left. */
async function end({ child }: Run): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  await eventually(() => {
    expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow(/ESRCH/)
  })
}

test('on ::1 an address is printed that can be opened, nothing else is warned of, and SIGTERM to npm ends the server', async () => {
  const started = await run('start', { HOST: '::1', EXAMPLE: 'off' })
  const url = await eventually(() => {
    const found = /Multaqa is ready: (\S+)/.exec(started.printed())?.[1]
    if (found === undefined) throw new Error(started.printed())
    return found
  }, 60_000)
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
  expect((await fetch(`${url}/`)).status).toBe(200)
  expect(started.printed()).not.toMatch(/warn|plugin|rolldown|vite/i)
  await end(started)
  await expect(fetch(`${url}/`)).rejects.toThrow()
}, 90_000)

test('a demonstration leaves no folder, also when it is ended by the terminal that closes', async () => {
  const demo = await run('demo', { HOST: 'localhost' })
  await eventually(() => {
    expect(demo.printed()).toContain('Watch the example fill')
    expect(
      readdirSync(demo.folder).filter((name) => name.startsWith('multaqa-demo-')).length,
    ).toBeGreaterThan(0)
  }, 60_000)
  const ended = once(demo.child, 'exit')
  process.kill(-(demo.child.pid ?? 0), 'SIGHUP')
  await ended
  await eventually(() => expect(readdirSync(demo.folder)).toEqual([]), 20_000)
}, 90_000)

test('a demonstration removes what a killed one left, and nothing that another one uses', async () => {
  const own = makeDemoFolder()
  const ended = spawn(process.execPath, ['-e', ''])
  await once(ended, 'exit')
  const left = mkdtempSync(join(tmpdir(), 'multaqa-demo-'))
  const { writeFileSync } = await import('node:fs')
  writeFileSync(join(left, 'process'), String(ended.pid))
  const next = makeDemoFolder()
  const names = readdirSync(tmpdir()).map((name) => join(tmpdir(), name))
  expect(names).not.toContain(left)
  expect(names).toEqual(expect.arrayContaining([own, next]))
  for (const folder of [own, next]) rmSync(folder, { recursive: true })
})

test.each([
  ['localhost', 'http://localhost:3000'],
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
  ['2001:db8::7', 'http://[2001:db8::7]:3000'],
  ['fe80::1%eth0', 'http://[fe80::1]:3000'],
  ['::', 'http://localhost:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
])('where it listens on %s, %s is opened', (host, address) => {
  expect(listeningAddress(host, 3000)).toBe(address)
  expect(new URL(address).port).toBe('3000')
})
