// Finds sources from which very many replies to one gathering come. In memory only: a source never goes anywhere else.
import { LRUCache } from 'lru-cache'
import type { Crowd } from '../commands/actor.ts'
import type { Source } from './sources.ts'

/** Replies within ten minutes; a camp or a hall whose people arrived grows it by its share. */
const mostReplies = 20
const memoryMs = 10 * 60 * 1000
const mostSources = 20_000

export type Crowds = {
  /** Counts one reply. Answers once there were too many; then it still counts, and lasts until ten minutes were quiet. */
  readonly note: (source: Source | null, gatheringId: string, secretHash: string) => Crowd | null
  /** As `note` would answer for one reply more; counts nothing. */
  readonly of: (source: Source | null, gatheringId: string) => Crowd | null
}

type Seen = { readonly at: number[]; earlier: readonly string[] }

/** `now`: monotonic, ms. `shareOf`: by how much a source's limits have grown. */
export function createCrowds(shareOf: (source: Source) => number, now: () => number): Crowds {
  const bySource = new LRUCache<string, Seen>({ max: mostSources })

  /** The latest replies of a source; with one more than the limit it is a crowd. */
  function recent(key: string, most: number): Seen {
    const seen = bySource.get(key) ?? { at: [], earlier: [] }
    const since = now() - memoryMs
    const at = seen.at.filter((each) => each > since).slice(-most)
    return { at, earlier: at.length === 0 ? [] : seen.earlier.slice(-most) }
  }

  const limitOf = (source: Source) => Math.floor(mostReplies * shareOf(source))

  return {
    note: (source, gatheringId, secretHash) => {
      if (source === null) return null
      const key = `${source} ${gatheringId}`
      const most = limitOf(source)
      const { at, earlier } = recent(key, most)
      const isCrowd = at.length >= most
      bySource.set(key, {
        at: [...at, now()].slice(-most),
        // Those of a crowd are held already.
        earlier: isCrowd ? [] : [...earlier, secretHash],
      })
      return isCrowd ? { earlier } : null
    },
    of: (source, gatheringId) => {
      if (source === null) return null
      const most = limitOf(source)
      return recent(`${source} ${gatheringId}`, most).at.length >= most ? { earlier: [] } : null
    },
  }
}
