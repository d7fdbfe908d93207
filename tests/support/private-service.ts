// A server program for the tests, in its own folder and without root's rights; it ends with the tests, however they end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from './person.ts'

export type PrivateFolder = {
  readonly path: string
  /** The account that owns the folder and runs the program: not root, which PostgreSQL refuses. Null: the account that runs the tests. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

export type PrivateService = {
  /** Settles when it answers; it must not be running. */
  readonly start: () => Promise<void>
  /** Stops it; the folder stays, so it can be started again. `suddenly`: as kill -9 does. */
  readonly stop: (options?: { readonly suddenly?: boolean }) => Promise<void>
  /** The end of its output since the last start, with its log if that goes to stdout or stderr. */
  readonly printed: () => string
  /** Stops it and removes its folder. */
  readonly remove: () => Promise<void>
}

const keeper = join(import.meta.dirname, 'keep-service.mjs')
const patienceMs = 30_000

export function makePrivateFolder(name: string, accounts: readonly string[]): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), `multaqa-${name}-`))
  const owner = process.getuid?.() === 0 ? unprivileged(accounts) : null
  if (owner !== null) chownSync(path, owner.uid, owner.gid)
  return { path, owner }
}

function unprivileged(accounts: readonly string[]): { readonly uid: number; readonly gid: number } {
  for (const account of [...accounts, 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((which) => idOf(which, account))
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('There is no account without rights, such as nobody, to run a server for the tests.')
}

function idOf(which: string, account: string): number | undefined {
  try {
    return Number(
      execFileSync('id', [which, account], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch {
    return undefined
  }
}

/** `answers` throws until the program is ready; `endSignal` asks it to stop at once. */
export function keepService(options: {
  readonly folder: PrivateFolder
  readonly command: readonly string[]
  readonly endSignal: 'SIGINT' | 'SIGTERM'
  readonly answers: () => Promise<void>
}): PrivateService {
  const { folder, command, endSignal, answers } = options
  const { uid = '', gid = '' } = folder.owner ?? {}
  let child: ChildProcess | null = null
  let output = ''

  async function start(): Promise<void> {
    const until = performance.now() + patienceMs
    for (;;) {
      try {
        return await startOnce(until)
      } catch (error) {
        // After a kill, its child processes may hold the port or a lock for a moment longer.
        if (performance.now() > until) throw error
        await pause(200)
      }
    }
  }

  async function startOnce(until: number): Promise<void> {
    output = ''
    const ownArguments = [keeper, folder.path, endSignal, `${uid}`, `${gid}`, ...command]
    // In its own process group, so that Ctrl-C in a terminal does not end it before the tests.
    const started = spawn(process.execPath, ownArguments, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        output = (output + bytes.toString('utf8')).slice(-4000)
      })
    }
    child = started
    for (;;) {
      try {
        return await answers()
      } catch (error) {
        if (started.exitCode !== null || performance.now() > until) {
          const why = error instanceof Error ? error.message : error
          throw new Error(`${command[0]} does not start: ${why}\n${output}`)
        }
        await pause(30)
      }
    }
  }

  async function end(word: 'stop' | 'kill' | null): Promise<void> {
    const ending = child
    child = null
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    if (word === null) ending.stdin?.end()
    else ending.stdin?.end(`${word}\n`)
    await gone
  }

  return {
    start,
    printed: () => output,
    stop: ({ suddenly = false } = {}) => end(suddenly ? 'kill' : 'stop'),
    remove: async () => {
      await end(null)
      await rm(folder.path, { recursive: true, force: true })
    },
  }
}
