// Work of which only so much runs at once and only so much waits; several lanes take turns, so that none waits behind all of another.
import { TooBusy } from './too-busy.ts'

export type WorkQueue<Lane extends string> = {
  /** Rejects with `TooBusy` when the lane is full. */
  readonly run: <Made>(lane: Lane, work: () => Promise<Made>) => Promise<Made>
  readonly waiting: (lane: Lane) => number
}

/** `lanes`: how many may wait in each; those that run do not count. `atOnce`: how many run, of all lanes together. */
export function createWorkQueue<Lane extends string>(
  atOnce: number,
  lanes: Readonly<Record<Lane, number>>,
): WorkQueue<Lane> {
  const names = Object.keys(lanes) as Lane[]
  const waiting = new Map<Lane, (() => void)[]>(names.map((name) => [name, []]))
  const most = new Map<string, number>(Object.entries(lanes))
  let running = 0
  let turn = 0

  function startNext(): void {
    for (let step = 1; step <= names.length && running < atOnce; step += 1) {
      const index = (turn + step) % names.length
      const next = waiting.get(names[index] as Lane)?.shift()
      if (next === undefined) continue
      turn = index
      running += 1
      next()
      return
    }
  }

  return {
    run: (lane, work) => {
      const line = waiting.get(lane) ?? []
      if (running >= atOnce && line.length >= (most.get(lane) ?? 0)) return Promise.reject(new TooBusy(lane))
      return new Promise((resolve, reject) => {
        line.push(() => {
          void work()
            .then(resolve, reject)
            .finally(() => {
              running -= 1
              startNext()
            })
        })
        startNext()
      })
    },
    waiting: (lane) => waiting.get(lane)?.length ?? 0,
  }
}
