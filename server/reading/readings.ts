// What was read of a gathering, kept as long as nothing changed: read and made once, however many ask for it.

import { LRUCache } from 'lru-cache'
import type { Audience, Snapshot, Update } from '#shared/protocol/views.ts'
import { type ByteCache, createByteCache } from '../byte-cache.ts'
import { findGathering, versionsOf } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { audienceKey } from './audience-key.ts'
import { catchUpStart } from './catch-up.ts'
import type { Heads } from './heads.ts'
import { readSince, readSnapshot } from './snapshot.ts'

export type Known = { readonly epoch: string; readonly version: number }
export type ReadSince = { readonly update: Update } | { readonly snapshot: Snapshot } | null

export type Readings = {
  readonly heads: Heads
  /** By its id or by the slug that stands in the address; null when there is none. */
  readonly findId: (idOrSlug: string) => Promise<string | null>
  /** Null when this audience may not learn of the gathering. */
  readonly snapshot: (gatheringId: string, audience: Audience) => Promise<Snapshot | null>
  /** What a client at a known version missed, or a snapshot when that is shorter or its version means nothing here. */
  readonly since: (gatheringId: string, audience: Audience, known: Known) => Promise<ReadSince>
  /**
   * Anything else that is made of one gathering alone; `key` says what, and for whom. Whatever a client chooses must be made canonical
   * before it becomes part of a key. Answers are apart from the facts that they are made of, so that many answers push out no fact.
   */
  readonly remember: <Made>(
    gatheringId: string,
    key: string,
    make: () => Promise<Made>,
    shelf?: Shelf,
  ) => Promise<Made>
  /** Gatherings of which something is kept. */
  readonly kept: () => Iterable<string>
}

/** What is kept apart, each within its own bytes. */
export type Shelf = keyof typeof maxBytes

const megabyte = 1024 * 1024
const maxBytes = { facts: 64 * megabyte, catchUps: 8 * megabyte, answers: 48 * megabyte } as const
/** A gathering has two names, its id and its slug; an address that can be neither is not looked up. */
const mostNames = 10_000
const namePattern = /^[A-Za-z0-9_-]{1,100}$/

export function createReadings(store: Store, heads: Heads): Readings {
  /** Each entry with the version that it was made of: a newer head makes it again in the same place. */
  const shelves: Readonly<Record<Shelf, ByteCache<number>>> = {
    facts: createByteCache({ maxBytes: maxBytes.facts }),
    catchUps: createByteCache({ maxBytes: maxBytes.catchUps }),
    answers: createByteCache({ maxBytes: maxBytes.answers }),
  }
  const ids = new LRUCache<string, string>({ max: mostNames })
  heads.follow(({ gatheringId, changes }) => {
    // Another process wrote, or a purge: what was read before may hold what is erased by now.
    if (changes === null) forget(gatheringId)
    // The first time it is published a gathering gets a slug of words.
    if (changes?.some(({ type }) => type === 'gatheringPublished')) ids.clear()
  }, forget)

  function forget(gatheringId: string): void {
    for (const shelf of Object.values(shelves)) {
      for (const key of [...shelf.keys()]) if (key.startsWith(`${gatheringId} `)) shelf.drop(key)
    }
  }

  function kept(): ReadonlySet<string> {
    const found = new Set<string>()
    for (const shelf of Object.values(shelves)) {
      for (const key of shelf.keys()) found.add(key.slice(0, key.indexOf(' ')))
    }
    return found
  }

  function remember<Made>(
    gatheringId: string,
    key: string,
    make: () => Promise<Made>,
    shelf: Shelf = 'facts',
  ): Promise<Made> {
    const version = heads.get(gatheringId)
    // Before a version is known nothing would say when this is out of date.
    return version === undefined ? make() : shelves[shelf].remember(`${gatheringId} ${key}`, version, make)
  }

  async function snapshot(gatheringId: string, audience: Audience): Promise<Snapshot | null> {
    return remember(gatheringId, `snapshot ${audienceKey(audience)}`, async () => {
      const read = await readSnapshot(store, gatheringId, audience)
      if (read !== null) heads.raise(gatheringId, read.version)
      return read
    })
  }

  return {
    heads,
    findId: async (idOrSlug) => {
      const known = ids.get(idOrSlug)
      if (known !== undefined && heads.get(known) !== undefined) return known
      if (!namePattern.test(idOrSlug)) return null
      const record = await findGathering(store.db, idOrSlug)
      if (record === null) return null
      ids.set(idOrSlug, record.gathering.gatheringId)
      heads.raise(record.gathering.gatheringId, record.version)
      return record.gathering.gatheringId
    },
    snapshot,
    since: async (gatheringId, audience, known) => {
      if (known.epoch !== store.epoch) return wrapped(await snapshot(gatheringId, audience))
      // Another process told this client of something that was not heard here yet: what is kept here is too old for it.
      if (known.version > (heads.get(gatheringId) ?? 0)) {
        const newest = (await versionsOf(store.db, [gatheringId])).get(gatheringId)
        if (newest === undefined) return null
        heads.raise(gatheringId, newest)
        // No such version was ever made here, or a copy was restored: what everybody else reads answers that too.
        if (known.version > newest) return wrapped(await snapshot(gatheringId, audience))
      }
      const from = catchUpStart(known.version, heads.get(gatheringId) ?? 0)
      const whole = () => snapshot(gatheringId, audience)
      if (from === null) return wrapped(await whole())
      const read = () => readSince(store, gatheringId, audience, { epoch: known.epoch, version: from }, whole)
      const answer = await remember(gatheringId, `since ${from} ${audienceKey(audience)}`, read, 'catchUps')
      if (answer !== null) {
        heads.raise(gatheringId, 'update' in answer ? answer.update.to : answer.snapshot.version)
      }
      return answer
    },
    remember,
    kept,
  }
}

function wrapped(snapshot: Snapshot | null): ReadSince {
  return snapshot === null ? null : { snapshot }
}
