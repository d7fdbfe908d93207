// What was read of a gathering, kept as long as nothing changed: read and made once, however many ask for it.
import type { Audience, Snapshot, Update } from '#shared/protocol/views.ts'
import { findGathering, versionsOf } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { audienceKey } from './audience-key.ts'
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
  /** Anything else that is made of one gathering alone; `key` says what, and for whom. */
  readonly remember: <Made>(gatheringId: string, key: string, make: () => Promise<Made>) => Promise<Made>
  /** Gatherings of which something is kept. */
  readonly kept: () => Iterable<string>
}

type Kept = { readonly version: number | undefined; readonly made: Map<string, Promise<unknown>> }

const mostGatherings = 300
/** Of one gathering: pages in many languages, and clients that come back from many versions. */
const mostOfEach = 500

export function createReadings(store: Store, heads: Heads): Readings {
  const kept = new Map<string, Kept>()
  const ids = new Map<string, string>()
  heads.follow(
    ({ changes }) => {
      // The first time it is published a gathering gets a slug of words.
      if (changes?.some(({ type }) => type === 'gatheringPublished')) ids.clear()
    },
    (gatheringId) => kept.delete(gatheringId),
  )

  function keptOf(gatheringId: string): Kept {
    const version = heads.get(gatheringId)
    const found = kept.get(gatheringId)
    if (found !== undefined && found.version === version && found.made.size < mostOfEach) return found
    const fresh = { version, made: new Map<string, Promise<unknown>>() }
    // Whatever was used last stands last, so that the first is the one to forget.
    kept.delete(gatheringId)
    kept.set(gatheringId, fresh)
    for (const oldest of kept.keys()) {
      if (kept.size <= mostGatherings) break
      kept.delete(oldest)
    }
    return fresh
  }

  function remember<Made>(gatheringId: string, key: string, make: () => Promise<Made>): Promise<Made> {
    const { version, made } = keptOf(gatheringId)
    const found = made.get(key)
    if (found !== undefined) return found as Promise<Made>
    const making = make()
    // Before a version is known nothing would say when this is out of date.
    if (version === undefined) return making
    made.set(key, making)
    making.catch(() => made.delete(key))
    return making
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
      const record = await findGathering(store.db, idOrSlug)
      if (record === null) return null
      if (ids.size > 10 * mostGatherings) ids.clear()
      ids.set(idOrSlug, record.gathering.gatheringId)
      heads.raise(record.gathering.gatheringId, record.version)
      return record.gathering.gatheringId
    },
    snapshot,
    since: async (gatheringId, audience, known) => {
      if (known.epoch !== store.epoch) {
        const read = await snapshot(gatheringId, audience)
        return read === null ? null : { snapshot: read }
      }
      const key = `since ${known.version} ${audienceKey(audience)}`
      const read = () => readSince(store, gatheringId, audience, known)
      // Another process told this client of something that was not heard here yet: what is kept here is too old for it.
      if (known.version > (heads.get(gatheringId) ?? 0)) {
        const newest = (await versionsOf(store.db, [gatheringId])).get(gatheringId)
        if (newest === undefined) return null
        heads.raise(gatheringId, newest)
        if (known.version > newest) {
          // No such version was ever made here, or a copy was restored: what everybody else reads answers that too.
          const whole = await snapshot(gatheringId, audience)
          return whole === null ? null : { snapshot: whole }
        }
      }
      const answer = await remember(gatheringId, key, read)
      if (answer !== null) {
        heads.raise(gatheringId, 'update' in answer ? answer.update.to : answer.snapshot.version)
      }
      return answer
    },
    remember,
    kept: () => kept.keys(),
  }
}
