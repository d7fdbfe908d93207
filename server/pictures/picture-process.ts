// A process that draws, from the server's side: started when there is something to draw, one picture at a time, ended when it is idle,
// hangs, or holds too much memory. Whatever ends it fails one picture and nothing else.
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Picture } from './picture.ts'
import type { DrawAnswer } from './picture-worker.ts'

export type Png = Uint8Array<ArrayBuffer>

export type PictureProcess = {
  /** The one before must be done. Rejects when it cannot be drawn. */
  readonly draw: (picture: Picture) => Promise<Png>
  /** Of the process that runs now; undefined while none does. */
  readonly pid: () => number | undefined
  readonly close: () => void
}

/** Then the process and its memory are given back. */
const idleMs = 20_000
/** A process that does not answer is ended. */
const longestDrawingMs = 30_000
/** A process that holds more after a picture is replaced by another one. With one canvas a size it holds about 160 MB. */
const mostRss = 320 * 1024 * 1024
const heapMb = 96

/** `niceness`: how far it stands back behind the server, 0 to 19. */
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
    // A server that ends does not wait for pictures.
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

/** The built one stands beside the bundle; from the sources it needs their loader. */
function startWorker(): ChildProcess {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = join(here, 'picture-worker.js')
  const file = existsSync(built) ? built : join(here, 'start-picture-worker.mjs')
  return fork(file, [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs no secret of the server's.
    env: { ...process.env, DATABASE_URL: undefined, REDIS_URL: undefined },
  })
}

function standBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness)
  } catch {
    // Where the system does not allow it, they are equal.
  }
}
