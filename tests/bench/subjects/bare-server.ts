// Starts a bare server to compare with: plain Socket.IO, plain `ws`, or plain Hono.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { askMemory, cpuMsOf, memoryFlags, type Subject } from './subject.ts'

export type BareServer = Subject & {
  /** Sets what it broadcasts after a command: the bytes that ours sent, at most once per `tickMs`. */
  readonly broadcast: (frame: string, tickMs: number) => void
  readonly tell: (message: object) => void
}

export async function startBare(name: 'socket-io' | 'ws' | 'hono'): Promise<BareServer> {
  let output = ''
  let port = 0
  let child = await start(port)

  async function start(wanted: number): Promise<ChildProcess> {
    const started = fork(join(import.meta.dirname, '..', 'bare', `${name}.mjs`), {
      execArgv: memoryFlags,
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', PORT: String(wanted) },
    })
    started.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
    port = await new Promise<number>((resolve, reject) => {
      started.once('message', (ready: { readonly port: number }) => resolve(ready.port))
      started.once('exit', () => reject(new Error(`The bare ${name} server ended. It said:\n${output}`)))
    })
    return started
  }
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  return {
    port: () => port,
    memoryBytes: () => askMemory(child.pid ?? 0, () => output),
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    killAndRestart: async () => {
      await kill()
      child = await start(port)
    },
    stop: kill,
    tell: (message) => void child.send(message),
    broadcast: (frame, tickMs) => {
      const [event, ...args] = JSON.parse(frame.slice(2)) as [string, ...unknown[]]
      const version = event === 'counts' ? Number(args[1]) : (args[0] as { readonly to: number }).to
      child.send({ message: { event, args }, version, tickMs })
    },
  }
}
