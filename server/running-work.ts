// Tracks work in progress, so that the process closes its store only when nothing uses it any more.

export type RunningWork = {
  /** Returns the same promise. The caller still has to handle its rejection. */
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>
  /** Resolves when nothing is running, or after `longestMs`. */
  readonly idle: (longestMs: number) => Promise<void>
}

export function createRunningWork(): RunningWork {
  const running = new Set<Promise<unknown>>()
  return {
    track: (work) => {
      running.add(work)
      const forget = () => running.delete(work)
      work.then(forget, forget)
      return work
    },
    idle: async (longestMs) => {
      let timer: NodeJS.Timeout | undefined
      const isLate = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), longestMs)
      })
      // Work that ends may have started more work: a handler continues after its first query.
      while (running.size > 0) {
        if ((await Promise.race([Promise.allSettled(running), isLate])) === 'late') break
      }
      clearTimeout(timer)
    },
  }
}
