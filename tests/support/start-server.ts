// The real server in its own process, as people start it, so that a test can kill it and inspect what is left.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const root = join(import.meta.dirname, '..', '..')
const patienceMs = 30_000

export type RunningServer = {
  readonly url: string
  readonly port: number
  /** Of the current process. */
  readonly pid: () => number
  readonly dataDirectory: string
  /** The one-time link that makes its opener an organizer; from the last start that printed one. */
  readonly claimUrl: () => string
  /** Its stdout and stderr over all its starts. */
  readonly output: () => string
  /** SIGKILL ends it as a power cut would, SIGTERM ends it gracefully; resolves when it is gone. */
  readonly kill: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>
  /** Restarts on the same port and data, after `kill`. */
  readonly restart: () => Promise<void>
  /** Stops it and removes its data. */
  readonly stop: () => Promise<void>
}

/** `environment`: any operator setting, such as EXAMPLE; the test sets the address and the data folder itself. */
export async function startServer(
  environment: Readonly<Record<string, string>> = {},
  programArguments: readonly string[] = ['--with-claim'],
  more: {
    /** Arguments for Node itself, before the program. */
    readonly nodeArguments?: readonly string[]
    /** Adds files to the data folder before the first start. */
    readonly prepare?: (dataDirectory: string) => Promise<void>
  } = {},
): Promise<RunningServer> {
  const port = await freePort()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'multaqa-test-'))
  const url = `http://127.0.0.1:${port}`
  let output = ''
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    const startedAt = output.length
    const own = { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDirectory }
    const { PUBLIC_URL: _, ...inherited } = process.env
    const nodeArguments = more.nodeArguments ?? []
    const started = spawn(process.execPath, [...nodeArguments, 'server/start.mjs', ...programArguments], {
      cwd: root,
      env: { ...inherited, LOG_LEVEL: 'warn', ...environment, ...own },
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new Error(`The server ${why}. It said:\n${output.slice(startedAt)}`))
      const timer = setTimeout(() => fail(`is not ready after ${patienceMs / 1000} s`), patienceMs)
      const hear = (chunk: Buffer) => {
        output += chunk.toString('utf8')
        const said = output.slice(startedAt)
        const isReady = said.includes('Multaqa is ready')
        // The claim link follows right after; waits until it is complete.
        if (!isReady || (programArguments.includes('--with-claim') && !/\/claim#\S+\s/.test(said))) return
        clearTimeout(timer)
        resolve()
      }
      started.stdout.on('data', hear)
      started.stderr.on('data', hear)
      started.once('exit', (code, signal) => {
        clearTimeout(timer)
        fail(`ended (${signal ?? code})`)
      })
    })
  }

  async function kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  async function stop(): Promise<void> {
    await kill('SIGKILL')
    await rm(dataDirectory, { recursive: true, force: true })
  }

  try {
    await more.prepare?.(dataDirectory)
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    port,
    pid: () => child?.pid ?? 0,
    dataDirectory,
    claimUrl: () => {
      const link = [...output.matchAll(/\S+\/claim#\S+/g)].at(-1)?.[0]
      if (link === undefined) throw new Error(`The server gave no claim link. It said:\n${output}`)
      return link
    },
    output: () => output,
    kill,
    restart: start,
    stop,
  }
}
