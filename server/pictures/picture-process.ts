// The server's side of a drawing process: starts when there is something to draw, draws one picture at a time, and ends when it is idle,
// hangs, or uses too much memory. A crash fails only one picture.
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Picture } from './picture.ts'
import type { DrawAnswer } from './picture-worker.ts'

export type Png = Uint8Array<ArrayBuffer>

export type PictureProcess = {
  /** Call it only after the previous drawing is done. Rejects if drawing fails. */
  readonly draw: (picture: Picture) => Promise<Png>
  /** Of the running process; undefined if none runs. */
  readonly pid: () => number | undefined
  readonly close: () => void
}

/** After this idle time the process ends and its memory is freed. */
const idleMs = 20_000
/** A process that does not answer within this time is killed. */
const longestDrawingMs = 30_000
/** A process that uses more memory after a picture is replaced. With one canvas per size it uses about 160 MB. */
const mostRss = 320 * 1024 * 1024
const heapMb = 96

/** `niceness`: its lower priority than the server's, 0 to 19. */
export function createPictureProcess(niceness: number): PictureProcess {
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined

  function end(): void {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = null
  }

  function start(): ChildProcess {
    const started = startWorker()
    // A stopping server does not wait for pictures.
    started.unref()
    started.channel?.unref()
    started.once('exit', () => {
      if (child === started) child = null
    })
    if (started.pid !== undefined) standBack(started.pid, niceness)
    return started
  }

  return {
    pid: () => child?.pid,
    close: end,
    draw: (picture) => {
      clearTimeout(idle)
      child ??= start()
      const drawing = child
      return new Promise<Png>((resolve, reject) => {
        const patience = setTimeout(
          () => fail(new Error('a picture was not drawn in time')),
          longestDrawingMs,
        )
        const settle = () => {
          clearTimeout(patience)
          drawing.off('message', hear)
          drawing.off('exit', exited)
          drawing.off('error', fail)
        }
        const fail = (error: Error) => {
          settle()
          if (child === drawing) end()
          reject(error)
        }
        const exited = (code: number | null, signal: string | null) =>
          fail(new Error(`the process that draws ended (${signal ?? code})`))
        const hear = (answer: DrawAnswer) => {
          settle()
          if (answer.rss > mostRss) end()
          idle = setTimeout(end, idleMs)
          idle.unref()
          if ('png' in answer) resolve(answer.png)
          else reject(new Error(answer.error))
        }
        drawing.on('message', hear)
        drawing.once('exit', exited)
        drawing.once('error', fail)
        drawing.send(picture, (error) => error !== null && fail(error))
      })
    },
  }
}

/** The built worker is beside the bundle; from the sources it needs a loader. */
function startWorker(): ChildProcess {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = join(here, 'picture-worker.js')
  const file = existsSync(built) ? built : join(here, 'start-picture-worker.mjs')
  return fork(file, [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The process does not need the server's secrets.
    env: { ...process.env, DATABASE_URL: undefined, REDIS_URL: undefined },
  })
}

function standBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness)
  } catch {
    // If the system does not allow it, both have the same priority.
  }
}
