// Work of which only so much runs at once and only so much waits; several lanes take turns, and in each lane the sources that ask.
import { requestSource } from './sources/request-source.ts'
import { TooBusy } from './too-busy.ts'

export type WorkQueue<Lane extends string> = {
  /**
   * Rejects with `TooBusy` when the lane is full. Where another source has more waiting than this one, the last of that source's makes room
   * and is rejected instead: no source fills a lane for the others. All whose source is unknown count as one.
   */
  readonly run: <Made>(lane: Lane, work: () => Promise<Made>) => Promise<Made>
  readonly waiting: (lane: Lane) => number
}

type Waiting = { readonly start: () => void; readonly reject: (error: Error) => void }

/** `lanes`: how many may wait in each; those that run do not count. `atOnce`: how many run, of all lanes together. */
export function createWorkQueue<Lane extends string>(
  atOnce: number,
  lanes: Readonly<Record<Lane, number>>,
): WorkQueue<Lane> {
  const lines = new Map(Object.entries<number>(lanes).map(([name, most]) => [name, createFairLine(most)]))
  const names = [...lines.keys()]
  let running = 0
  let turn = 0

  function startNext(): void {
    for (let step = 1; step <= names.length && running < atOnce; step += 1) {
      const index = (turn + step) % names.length
      const next = lines.get(names[index] ?? '')?.next()
      if (next === undefined) continue
      turn = index
      running += 1
      next.start()
      return
    }
  }

  return {
    run: (lane, work) =>
      new Promise((resolve, reject) => {
        const start = () => {
          void work()
            .then(resolve, reject)
            .finally(() => {
              running -= 1
              startNext()
            })
        }
        const rejected = lines.get(lane)?.add(requestSource() ?? '', { start, reject }, running < atOnce)
        rejected?.reject(new TooBusy(lane))
        startNext()
      }),
    waiting: (lane) => lines.get(lane)?.size() ?? 0,
  }
}

/** What waits in one lane, in turns by source; `most` of it. */
function createFairLine(most: number) {
  /** The source whose turn is next comes first. None is empty. */
  const bySource = new Map<string, Waiting[]>()
  let size = 0

  function put(source: string, one: Waiting): void {
    const own = bySource.get(source) ?? []
    own.push(one)
    bySource.set(source, own)
    size += 1
  }

  function longest(): Waiting[] {
    let found: Waiting[] = []
    for (const line of bySource.values()) if (line.length > found.length) found = line
    return found
  }

  return {
    size: () => size,
    /** What is rejected, if the lane is full: this one, or the last of the source that has the most. `isFree`: it starts at once. */
    add: (source: string, one: Waiting, isFree: boolean): Waiting | undefined => {
      if (isFree || size < most) {
        put(source, one)
        return undefined
      }
      const greediest = longest()
      // At least two more, so that two sources do not push each other out in turns.
      if (greediest.length < (bySource.get(source)?.length ?? 0) + 2) return one
      const last = greediest.pop()
      size -= 1
      put(source, one)
      return last
    },
    next: (): Waiting | undefined => {
      const [first] = bySource
      if (first === undefined) return undefined
      const [source, line] = first
      const next = line.shift()
      size -= 1
      bySource.delete(source)
      if (line.length > 0) bySource.set(source, line)
      return next
    },
  }
}
