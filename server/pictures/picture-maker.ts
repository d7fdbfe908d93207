// Pictures on demand: drawn once, one after another, in a thread that is there only while it is needed, and kept as far as there is room.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Picture } from './picture.ts'
import { fingerprint } from './picture-address.ts'
import type { DrawAnswer, DrawRequest } from './picture-worker.ts'

type Png = Uint8Array<ArrayBuffer>

export type PictureMaker = {
  /** Null when too many wait already: then come again. Rejects when it cannot be drawn. */
  readonly make: (picture: Picture) => Promise<Png> | null
  readonly close: () => Promise<void>
}

const mostWaiting = 24
const mostKeptBytes = 24 * 1024 * 1024
/** Then the thread and its memory are given back. */
const idleMs = 20_000

type Waiting = { readonly resolve: (png: Png) => void; readonly reject: (error: Error) => void }

export function createPictureMaker(): PictureMaker {
  const kept = new Map<string, Png>()
  const making = new Map<string, Promise<Png>>()
  const waiting = new Map<number, Waiting>()
  let keptBytes = 0
  let number = 0
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined

  function keep(key: string, png: Png): void {
    kept.set(key, png)
    keptBytes += png.byteLength
    for (const [oldest, { byteLength }] of kept) {
      if (keptBytes <= mostKeptBytes) break
      kept.delete(oldest)
      keptBytes -= byteLength
    }
  }

  function end(): Promise<unknown> {
    const ending = worker
    worker = null
    clearTimeout(idle)
    return ending?.terminate() ?? Promise.resolve()
  }

  function failAll(error: Error): void {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function open(): Worker {
    const opened = startWorker()
    // A server that ends does not wait for pictures.
    opened.unref()
    opened.on('message', (answer: DrawAnswer) => {
      const asked = waiting.get(answer.number)
      waiting.delete(answer.number)
      if ('png' in answer) asked?.resolve(answer.png)
      else asked?.reject(new Error(answer.error))
      if (waiting.size > 0) return
      idle = setTimeout(() => void end(), idleMs)
      idle.unref()
    })
    opened.on('error', failAll)
    opened.on('exit', () => {
      if (worker === opened) failAll(new Error('the thread that draws ended'))
    })
    return opened
  }

  function draw(picture: Picture): Promise<Png> {
    clearTimeout(idle)
    worker ??= open()
    const request: DrawRequest = { number: ++number, picture }
    return new Promise((resolve, reject) => {
      waiting.set(request.number, { resolve, reject })
      worker?.postMessage(request)
    })
  }

  return {
    make: (picture) => {
      const key = fingerprint(picture)
      const found = kept.get(key)
      if (found !== undefined) {
        // Whatever was used last stands last, so that the first is the one to forget.
        kept.delete(key)
        kept.set(key, found)
        return Promise.resolve(found)
      }
      const already = making.get(key)
      if (already !== undefined) return already
      if (waiting.size >= mostWaiting) return null
      const drawn = draw(picture)
        .then((png) => {
          keep(key, png)
          return png
        })
        .finally(() => making.delete(key))
      making.set(key, drawn)
      return drawn
    },
    close: async () => {
      await end()
      failAll(new Error('the server ends'))
    },
  }
}

/** The built one stands beside the bundle; from the sources it needs their loader. */
function startWorker(): Worker {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = join(here, 'picture-worker.js')
  return new Worker(existsSync(built) ? built : join(here, 'start-picture-worker.mjs'))
}
