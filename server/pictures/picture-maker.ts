// Pictures on demand: drawn once, kept by what is drawn, in processes that are there only while they are needed. Cards, which chats show
// beside a link, wait for no poster and are pushed out of memory by none.
import { LRUCache } from 'lru-cache'
import { type ByteCache, createByteCache } from '../byte-cache.ts'
import { TooBusy } from '../too-busy.ts'
import { createWorkQueue } from '../work-queue.ts'
import type { Picture } from './picture.ts'
import { fingerprint } from './picture-address.ts'
import { createPictureProcess, type PictureProcess, type Png } from './picture-process.ts'

export type PictureMaker = {
  /** Rejects with `TooBusy` when too many of its kind wait, and with another error when it cannot be drawn. */
  readonly make: (picture: Picture) => Promise<Png>
  /** Draws it when there is time, so that it is there when it is asked for. */
  readonly prepare: (picture: Picture) => void
  /** Of the processes that draw now. */
  readonly pids: () => readonly number[]
  readonly close: () => Promise<void>
}

type Kind = Picture['kind']

/** How many of each kind may wait; kinds take turns. `ahead`: what nobody has asked for yet. */
const mostWaiting = { gathering: 24, city: 24, world: 8, ahead: 8 } as const
const mostPostersWaiting = 24
const megabyte = 1024 * 1024
const mostBytes = { gathering: 12, city: 12, world: 4, poster: 8 } as const
/** What could not be drawn is not tried again at once: it may end the process each time. */
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
      // Those that waited when the server ended start no process again.
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
    // Whoever asks for it then is told what went wrong.
    prepare: (picture) => void make(picture, true).catch(() => undefined),
    pids: () => [cards.pid(), posters.pid()].filter((pid) => pid !== undefined),
    close: async () => {
      isClosed = true
      cards.close()
      posters.close()
    },
  }
}
