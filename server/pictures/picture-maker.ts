// Makes pictures on demand: drawn once and cached by content, in child processes that run only while needed. Cards for link previews have
// their own queue and cache, so that posters cannot delay or evict them.
import { LRUCache } from 'lru-cache'
import { type ByteCache, createByteCache } from '../byte-cache.ts'
import { TooBusy } from '../too-busy.ts'
import { createWorkQueue } from '../work-queue.ts'
import type { Picture } from './picture.ts'
import { fingerprint } from './picture-address.ts'
import { createPictureProcess, type PictureProcess, type Png } from './picture-process.ts'

export type PictureMaker = {
  /** Rejects with `TooBusy` if too many pictures of its kind wait, and with another error if drawing fails. */
  readonly make: (picture: Picture) => Promise<Png>
  /** Draws it in advance at low priority. */
  readonly prepare: (picture: Picture) => void
  /** Of the running drawing processes. */
  readonly pids: () => readonly number[]
  readonly close: () => Promise<void>
}

type Kind = Picture['kind']

/** How many of each kind may wait; kinds take turns. `ahead`: pictures that nobody has requested yet. */
const mostWaiting = { gathering: 24, city: 24, world: 8, ahead: 8 } as const
const mostPostersWaiting = 24
const megabyte = 1024 * 1024
const mostBytes = { gathering: 12, city: 12, world: 4, poster: 8 } as const
/** A picture that failed is not retried for this long: it may end the process each time. */
const failedForMs = 60_000
const mostFailed = 1000

export function createPictureMaker(): PictureMaker {
  const kept = Object.fromEntries(
    Object.entries(mostBytes).map(([kind, megabytes]) => [
      kind,
      createByteCache<null>({ maxBytes: megabytes * megabyte }),
    ]),
  ) as Readonly<Record<Kind, ByteCache<null>>>
  const failed = new LRUCache<string, Error>({ max: mostFailed, ttl: failedForMs })
  const cards = createPictureProcess(5)
  const posters = createPictureProcess(10)
  const cardQueue = createWorkQueue(1, mostWaiting)
  const posterQueue = createWorkQueue(1, { poster: mostPostersWaiting })
  let isClosed = false

  function draw(picture: Picture, isAhead: boolean): Promise<Png> {
    const drawIn = (process: PictureProcess) => async () => {
      // Pictures that waited when the server stopped must not start a process again.
      if (isClosed) throw new TooBusy('the server ends')
      return process.draw(picture)
    }
    if (picture.kind === 'poster') return posterQueue.run('poster', drawIn(posters))
    return cardQueue.run(isAhead ? 'ahead' : picture.kind, drawIn(cards))
  }

  async function make(picture: Picture, isAhead: boolean): Promise<Png> {
    const key = fingerprint(picture)
    const failure = failed.get(key)
    if (failure !== undefined) throw failure
    return kept[picture.kind].getOrLoad(key, null, async () => {
      try {
        return await draw(picture, isAhead)
      } catch (error) {
        if (error instanceof Error && !(error instanceof TooBusy)) failed.set(key, error)
        throw error
      }
    })
  }

  return {
    make: (picture) => make(picture, false),
    // A later request for the picture reports the error.
    prepare: (picture) => void make(picture, true).catch(() => undefined),
    pids: () => [cards.pid(), posters.pid()].filter((pid) => pid !== undefined),
    close: async () => {
      isClosed = true
      cards.close()
      posters.close()
    },
  }
}
