// The server's side of the place search thread: starts it with the server, and again after a failure.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Place } from '#shared/domain/place.ts'
import type { PlaceEngine } from './place-search.ts'

type Waiting = {
  readonly resolve: (places: readonly Place[]) => void
  readonly reject: (error: Error) => void
}

/** A thread that does not answer within this time is terminated; loading all places at its start takes a second or two. */
const longestSearchMs = 20_000

/** `onTrouble` receives thread failures; pending questions are rejected. */
export function openPlaceWorker(onTrouble: (error: unknown) => void): PlaceEngine {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let last = 0

  function lose(lost: Worker, error: Error): void {
    if (thread !== lost) return
    thread = null
    void lost.terminate()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function start(): Worker {
    const started = startWorker()
    started.unref()
    started.on('message', ({ id, places }: { readonly id: number; readonly places: readonly Place[] }) => {
      waiting.get(id)?.resolve(places)
      waiting.delete(id)
    })
    started.on('error', (error: Error) => {
      onTrouble(error)
      lose(started, error)
    })
    started.on('exit', () => lose(started, new Error('the thread that searches places ended')))
    return started
  }

  thread = start()
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        thread ??= start()
        const asked = thread
        last += 1
        const id = last
        const patience = setTimeout(() => {
          const error = new Error(`places were not found in ${longestSearchMs} ms`)
          onTrouble(error)
          lose(asked, error)
        }, longestSearchMs)
        const settle = () => clearTimeout(patience)
        waiting.set(id, {
          resolve: (places) => {
            settle()
            resolve(places)
          },
          reject: (error) => {
            settle()
            reject(error)
          },
        })
        asked.postMessage({ id, question })
      }),
    close: async () => {
      const ending = thread
      thread = null
      for (const { reject } of waiting.values()) reject(new Error('the server ends'))
      waiting.clear()
      await ending?.terminate()
    },
  }
}

/** All places and their index take 60 MB; without a limit the thread uses twice as much. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 160 }

/** The built worker is beside the bundle; from the sources it needs a loader. */
function startWorker(): Worker {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = join(here, 'place-worker.js')
  return new Worker(existsSync(built) ? built : join(here, 'start-place-worker.mjs'), { resourceLimits })
}
