// The real server in its own process, which can be killed and restarted on the same port and folder.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { eventually } from './person.ts'

export type ServerProcess = {
  readonly url: string
  /** Settles when it listens. */
  readonly start: () => Promise<void>
  /** SIGKILL: no chance to clean up. SIGTERM: as an operator restarts it. */
  readonly kill: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>
  readonly port: number
  /** Undefined while it does not run. */
  readonly pid: () => number | undefined
  /** Its output over all its starts. */
  readonly printed: () => string
  /** The token of the one-time link, as printed on the first start. */
  readonly claimToken: () => Promise<string>
}

const root = join(import.meta.dirname, '..', '..')
/** Runs from the sources; a soak that starts it hundreds of times may use the output of `npm run build`. */
const serverProgram =
  process.env['SOAK_BUILT'] === undefined ? ['--import', 'tsx', 'server/main.ts'] : ['dist/server/main.js']

export type ProcessOptions = {
  /** Command prefix such as `unshare …`; it must exec the program, so that killing it kills the server. */
  readonly under?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** `store`: DATA_DIR or DATABASE_URL. */
export async function prepareServerProcess(
  store: Readonly<Record<string, string>>,
  { under = [], environment: own = {} }: ProcessOptions = {},
): Promise<ServerProcess> {
  const port = await freePort()
  let child: ChildProcess | undefined
  let output = ''
  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => child?.pid,
    printed: () => output,
    claimToken: () =>
      eventually(() => {
        const token = /\/claim#([\w-]+)\s/.exec(output)?.[1]
        if (token === undefined) throw new Error(`no link: ${output}`)
        return token
      }),
    start: () =>
      new Promise((resolve, reject) => {
        const environment = {
          ...process.env,
          PORT: `${port}`,
          HOST: '127.0.0.1',
          ...store,
          PUBLIC_URL: '',
          EXAMPLE: 'off',
          LOG_LEVEL: 'error',
          ...own,
        }
        const [program = process.execPath, ...programArguments] = [
          ...under,
          process.execPath,
          ...serverProgram,
        ]
        const started = spawn(program, programArguments, { cwd: root, env: environment })
        child = started
        started.stdout.on('data', (bytes) => {
          output += bytes
          if (output.includes('is ready')) resolve()
        })
        started.stderr.on('data', (bytes) => {
          output += bytes
        })
        started.once('exit', (code) => reject(new Error(`the server ended (${code}): ${output}`)))
        output = output.replaceAll('is ready', 'was ready')
      }),
    port,
    kill: (signal = 'SIGKILL') =>
      new Promise((resolve) => {
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}
