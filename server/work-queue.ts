// A queue with limits on running and waiting work. Lanes take turns, and within a lane the sources take turns.
import { requestSource } from './sources/request-source.ts'
import { TooBusy } from './too-busy.ts'

export type WorkQueue<Lane extends string> = {
  /**
   * Rejects with `TooBusy` if the lane is full. If another source has more work waiting, its last item is rejected instead, so that no
   * source can fill a lane. All unknown sources count as one.
   */
  readonly run: <Made>(lane: Lane, work: () => Promise<Made>) => Promise<Made>
  readonly waiting: (lane: Lane) => number
}

type Waiting = { readonly start: () => void; readonly reject: (error: Error) => void }

/** `lanes`: how many items may wait in each, not counting running ones. `atOnce`: how many run at once, over all lanes. */
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

/** One lane's waiting work, at most `most` items, in turns by source. */
function createFairLine(most: number) {
  /** Waiting work by source, the next source first. No list is empty. */
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
    /**
     * Returns the rejected item if the lane is full: this one, or the last item of the source with the most. `isFree`: it starts at once.
     */
    add: (source: string, one: Waiting, isFree: boolean): Waiting | undefined => {
      if (isFree || size < most) {
        put(source, one)
        return undefined
      }
      const greediest = longest()
      // The other source must have at least two more, so that two sources do not displace each other in turns.
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
