// Renders pages in a worker thread, so that a page with three hundred cities never delays a socket. Uses the built client.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { DrawnHtml, PageRequest } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { type Forgettable, keepForgettable } from '../clearable-caches.ts'
import { createWorkQueue } from '../work-queue.ts'

export type PageDrawer = {
  /** Interface languages; Arabic first. */
  readonly languages: readonly string[]
  /**
   * Null if the page needs script, or if rendering failed: then the browser renders alone. Rejects with `TooBusy` if too many pages of its
   * kind wait.
   */
  readonly draw: (request: PageRequest) => Promise<DrawnHtml | null>
  /** SVG; null if rendering failed. `centre` in degrees of longitude, `at` in epoch ms. Rejects with `TooBusy`. */
  readonly drawWorld: (centre: number, at: number) => Promise<string | null>
  readonly close: () => Promise<void>
}

/** Plain JavaScript, because the thread is started from the bundle, from the sources and from tests alike. */
const threadSource = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData).then(
  ({ languages, drawPage, drawWorld }) => {
    const snapshots = new Map()
    parentPort.on('message', ({ id, request, world, snapshotId, snapshot, forgotten, isForgettingAll }) => {
      if (isForgettingAll) return snapshots.clear()
      if (snapshot !== undefined) snapshots.set(snapshotId, snapshot)
      snapshots.delete(forgotten)
      const whole = { ...request, snapshot: snapshots.get(snapshotId) ?? null }
      const drawing = world === undefined ? drawPage(whole) : Promise.resolve().then(() => drawWorld(...world))
      drawing.then(
        (drawn) => parentPort.postMessage({ id, drawn }),
        (error) => parentPort.postMessage({ id, drawn: null, trouble: error?.stack ?? String(error) }),
      )
    })
    parentPort.postMessage({ languages })
  },
)
`

type Said =
  | { readonly languages: readonly string[] }
  | { readonly id: number; readonly drawn: Drawn; readonly trouble?: string }

type Drawn = DrawnHtml | string | null
type Order = { readonly request: PageRequest } | { readonly world: readonly [centre: number, at: number] }

/**
 * How many jobs of each kind may wait. The kinds take turns: pages with many readers, one person's own pages (a form, a ticket), and world
 * pictures, whose number is unlimited.
 */
const mostWaiting = { pages: 24, own: 24, worlds: 4 } as const
type Lane = keyof typeof mostWaiting
/** Number of snapshots that the thread caches, so that a hundred pages of one gathering send its snapshot once. */
const mostSnapshots = 6

/** A thread that does not answer within this time is terminated; the next page starts a new one. */
const longestDrawingMs = 10_000

/** `file` is the built `draw-page.js`; null if it does not exist. `onTrouble` receives rendering errors. */
export async function openPageDrawer(
  file: string,
  onTrouble: (error: unknown) => void,
): Promise<PageDrawer | null> {
  if (!existsSync(file)) return null
  const address = pathToFileURL(file).href
  const waiting = new Map<number, (drawn: Drawn) => void>()
  const queue = createWorkQueue<Lane>(1, mostWaiting)
  let sent = createSentSnapshots()
  let last = 0
  let thread: Worker | null = null
  let languages: readonly string[] = []

  function giveUp(lost: Worker): void {
    if (thread !== lost) return
    thread = null
    for (const settle of waiting.values()) settle(null)
    waiting.clear()
  }

  function start(): Promise<Worker> {
    const started = new Worker(threadSource, { eval: true, workerData: address })
    thread = started
    sent = createSentSnapshots()
    started.unref()
    return new Promise((resolve, reject) => {
      started.on('message', (said: Said) => {
        if ('languages' in said) {
          languages = said.languages
          resolve(started)
          return
        }
        if (said.trouble !== undefined) onTrouble(new Error(said.trouble))
        waiting.get(said.id)?.(said.drawn)
        waiting.delete(said.id)
      })
      started.on('error', (error) => {
        onTrouble(error)
        giveUp(started)
        reject(error)
      })
      started.on('exit', () => giveUp(started))
    })
  }

  let starting = start()
  await starting

  async function draw(order: Order): Promise<Drawn> {
    if (thread === null) starting = start()
    const drawing = await starting.catch(() => null)
    if (drawing === null) return null
    last += 1
    const id = last
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        onTrouble(new Error(`a page was not drawn in ${longestDrawingMs} ms`))
        void drawing.terminate()
        giveUp(drawing)
      }, longestDrawingMs)
      waiting.set(id, (drawn) => {
        clearTimeout(patience)
        resolve(drawn)
      })
      if ('world' in order) drawing.postMessage({ id, ...order })
      else drawing.postMessage({ id, ...sent.withSnapshot(order.request) })
    })
  }

  return keepForgettable<PageDrawer & Forgettable>({
    clear: () => {
      sent = createSentSnapshots()
      thread?.postMessage({ isForgettingAll: true })
    },
    languages,
    draw: async (request) => {
      const { form, ticket, panic, watch } = request
      const lane = form === null && ticket === null && panic === null && watch === null ? 'pages' : 'own'
      const drawn = await queue.run(lane, () => draw({ request }))
      return typeof drawn === 'string' ? null : drawn
    },
    drawWorld: async (centre, at) => {
      const drawn = await queue.run('worlds', () => draw({ world: [centre, at] }))
      return typeof drawn === 'string' ? drawn : null
    },
    close: async () => {
      const ending = thread
      thread = null
      await ending?.terminate()
    },
  })
}

/** The snapshots that the thread has: each is sent once, with an id; the least recently used one is evicted. */
function createSentSnapshots() {
  const ids = new Map<Snapshot, number>()
  let last = 0
  return {
    withSnapshot: ({ snapshot, ...request }: PageRequest) => {
      if (snapshot === null) return { request }
      const known = ids.get(snapshot)
      if (known !== undefined) {
        ids.delete(snapshot)
        ids.set(snapshot, known)
        return { request, snapshotId: known }
      }
      last += 1
      ids.set(snapshot, last)
      const [oldest] = ids
      if (oldest === undefined || ids.size <= mostSnapshots) return { request, snapshotId: last, snapshot }
      ids.delete(oldest[0])
      return { request, snapshotId: last, snapshot, forgotten: oldest[1] }
    },
  }
}
