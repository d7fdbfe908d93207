// Versioned cache of everything derived from a gathering: each value is read and built once, however many clients ask.

import { LRUCache } from 'lru-cache'
import type { Audience, Snapshot } from '#shared/protocol/views.ts'
import { type ByteCache, createByteCache } from '../byte-cache.ts'
import { forgetEverything, keepForgettable } from '../clearable-caches.ts'
import { readVersions } from '../store/audience-rows.ts'
import { findGathering, noVersions } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { audienceKey } from './audience-key.ts'
import { catchUpFrom } from './catch-up.ts'
import type { Heads } from './latest-versions.ts'
import { hostLayer, type Layer, layersOf, splitVersion } from './layers.ts'
import { readSnapshot } from './snapshot.ts'
import { type ReadSince, readSince } from './update.ts'

export type Known = { readonly epoch: string; readonly version: number }

export type Readings = {
  readonly heads: Heads
  /** By id or by slug; null if there is none. */
  readonly findId: (idOrSlug: string) => Promise<string | null>
  /** Null when this audience may not learn of the gathering. */
  readonly snapshot: (gatheringId: string, audience: Audience) => Promise<Snapshot | null>
  /** The update since a known version, or a snapshot if that is shorter or the version is not valid here. */
  readonly since: (gatheringId: string, audience: Audience, known: Known) => Promise<ReadSince>
  /**
   * Caches anything else derived from what this audience (the public by default) may read of a gathering; `key` names it. It is rebuilt
   * only when that audience's version changes: rebuilding for other changes would take time and so reveal them. Client input must be
   * canonical before it becomes part of a key. Answers have their own shelf, so that they do not evict facts.
   */
  readonly remember: <Made>(
    gatheringId: string,
    key: string,
    make: () => Promise<Made>,
    shelf?: Shelf,
    audience?: Audience,
  ) => Promise<Made>
  /** The version that an audience may see, looked up if unknown; null when the gathering is gone. */
  readonly versionFor: (gatheringId: string, audience: Audience) => Promise<number | null>
  /** Gatherings with cached values. */
  readonly kept: () => Iterable<string>
}

/** Separate caches, each with its own byte limit. */
export type Shelf = keyof typeof maxBytes

const megabyte = 1024 * 1024
const maxBytes = { facts: 64 * megabyte, catchUps: 8 * megabyte, answers: 48 * megabyte } as const
/** A gathering has two names, its id and its slug; strings that can be neither are not looked up. */
const mostNames = 10_000
const stranger = { kind: 'public' } as const
const namePattern = /^[A-Za-z0-9_-]{1,100}$/

export function createReadings(store: Store, heads: Heads): Readings {
  /** Each entry has the version it was built from; a newer head replaces it. */
  const shelves: Readonly<Record<Shelf, ByteCache<number>>> = {
    facts: createByteCache({ maxBytes: maxBytes.facts }),
    catchUps: createByteCache({ maxBytes: maxBytes.catchUps }),
    answers: createByteCache({ maxBytes: maxBytes.answers }),
  }
  const ids = keepForgettable(new LRUCache<string, string>({ max: mostNames }))
  /** Gatherings whose versions are being read, and whether they changed meanwhile. */
  const looking = new Map<string, { readonly late: { is: boolean }; readonly done: Promise<void> }>()
  /** Gatherings changed by another process: cached values may contain erased data. */
  const elsewhere = new Set<string>()
  /** Version of the latest known erasure per gathering. */
  const erasedAt = new LRUCache<string, number>({ max: mostNames })
  heads.followLayers((gatheringId, raised) => {
    if (elsewhere.has(gatheringId)) forgetFor(gatheringId, raised)
  })
  heads.follow(({ gatheringId, changes }) => {
    if (changes === null) void lookUp(gatheringId).catch(() => undefined)
    // The first publication replaces a gathering's slug with a readable one.
    if (changes?.some(({ type }) => type === 'gatheringPublished')) ids.clear()
    // Otherwise the erased list would stay cached until its host asks again.
    for (const change of changes ?? [])
      if (change.type === 'repliesErased') drop(`${gatheringId} ${hostLayer(change.meetingId)} `)
  }, forgetRemoved)

  function drop(start: string, isKept: (key: string) => boolean = () => false): void {
    for (const shelf of Object.values(shelves))
      for (const key of [...shelf.keys()]) if (key.startsWith(start) && !isKept(key)) shelf.delete(key)
  }

  /** Public data of a removed gathering may be in any cache, including values built from many gatherings. */
  function forgetRemoved(gatheringId: string): void {
    const isPublicKept = [...shelves.facts.keys()].some((key) => key.startsWith(publicStart(gatheringId)))
    forget(gatheringId)
    if (isPublicKept) forgetEverything()
  }

  /**
   * After an erasure. Public values are dropped only if the public view changed: rebuilding takes time, which must not reveal a hidden
   * city.
   */
  function forgetErased(gatheringId: string, isPublicChanged: boolean): void {
    if (isPublicChanged) forgetEverything()
    else drop(`${gatheringId} `, (key) => key.startsWith(publicStart(gatheringId)))
  }

  function forget(gatheringId: string): void {
    drop(`${gatheringId} `)
  }

  function forgetFor(gatheringId: string, raised: ReadonlyMap<Layer, unknown>): void {
    if (raised.has('public')) {
      forget(gatheringId)
      return
    }
    // Each director has a key of their own.
    for (const layer of raised.keys()) for (const end of [' ', ':']) drop(`${gatheringId} ${layer}${end}`)
  }

  /** Reads the current versions of the known audiences, and again if another process writes meanwhile. */
  function lookUp(gatheringId: string, meetingId?: string): Promise<void> {
    const running = looking.get(gatheringId)
    if (running !== undefined && meetingId === undefined) {
      running.late.is = true
      return running.done
    }
    const read = async (): Promise<void> => {
      const own = new Set(heads.ownMeetings(gatheringId))
      if (meetingId !== undefined) own.add(meetingId)
      const found = await readVersions(store.db, gatheringId, [...own])
      if (found === null) return
      const before = heads.versionFor(gatheringId, stranger)
      elsewhere.add(gatheringId)
      heads.learn(gatheringId, found.layers)
      elsewhere.delete(gatheringId)
      if (found.purgedVersion > (erasedAt.get(gatheringId) ?? 0)) {
        erasedAt.set(gatheringId, found.purgedVersion)
        heads.erased(gatheringId)
        heads.removeOwn(
          gatheringId,
          [...own].filter((each) => !found.layers.has(hostLayer(each))),
        )
        const after = heads.versionFor(gatheringId, stranger)
        forgetErased(gatheringId, before !== undefined && before !== after)
      }
      heads.raise(gatheringId, found.version)
    }
    if (meetingId !== undefined) return read()
    const late = { is: false }
    const done = (async () => {
      do {
        late.is = false
        await read()
      } while (late.is)
    })().finally(() => looking.delete(gatheringId))
    looking.set(gatheringId, { late, done })
    return done
  }

  async function versionFor(gatheringId: string, audience: Audience): Promise<number | null> {
    const known = heads.versionFor(gatheringId, audience)
    if (known !== undefined) return known
    await lookUp(gatheringId, 'meetingId' in audience ? audience.meetingId : undefined)
    return heads.versionFor(gatheringId, audience) ?? null
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
    audience: Audience = { kind: 'public' },
  ): Promise<Made> {
    const version = heads.versionFor(gatheringId, audience)
    // Without a known version nothing would tell when the value is outdated.
    if (version === undefined) return make()
    return shelves[shelf].getOrLoad(`${gatheringId} ${audienceKey(audience)} ${key}`, version, make)
  }

  async function snapshot(gatheringId: string, audience: Audience): Promise<Snapshot | null> {
    await versionFor(gatheringId, audience)
    const read = async () => {
      const made = await readSnapshot(store, gatheringId, audience)
      if (made !== null) learnVersion(gatheringId, audience, made.version)
      return made
    }
    return remember(gatheringId, 'snapshot', read, 'facts', audience)
  }

  function learnVersion(gatheringId: string, audience: Audience, version: number): void {
    const { common, own } = layersOf(audience)
    const split = splitVersion(audience, version)
    heads.learn(gatheringId, [
      [common, split.common] as const,
      ...(own === null ? [] : [[own, split.own] as const]),
    ])
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
      heads.learn(record.gathering.gatheringId, Object.entries(record.versions ?? noVersions))
      if (!erasedAt.has(record.gathering.gatheringId))
        erasedAt.set(record.gathering.gatheringId, record.purgedVersion)
      return record.gathering.gatheringId
    },
    snapshot,
    since: async (gatheringId, audience, known) => {
      if (known.epoch !== store.epoch) return wrapped(await snapshot(gatheringId, audience))
      const whole = () => snapshot(gatheringId, audience)
      let head = await versionFor(gatheringId, audience)
      if (head === null) return null
      // Another process sent this client a version that is not known here yet, so the cached values are too old for it.
      if (known.version > head) {
        await lookUp(gatheringId, 'meetingId' in audience ? audience.meetingId : undefined)
        head = heads.versionFor(gatheringId, audience) ?? head
      }
      // A version that was never created here, or from before a restore: the shared snapshot answers it.
      const from = catchUpFrom(audience, known.version, head)
      if (from === null) return wrapped(await whole())
      const readFrom = (start: number) => {
        const read = () => readSince(store, gatheringId, audience, start, whole)
        return remember(gatheringId, `since ${start}`, read, 'catchUps', audience)
      }
      const first = await readFrom(from)
      // Its start may be before a version that required a full read, while the client is past that version.
      const isBehind =
        first.floor !== null &&
        first.floor > from &&
        catchUpFrom(audience, first.floor, known.version) !== null
      const { read: answer } = isBehind ? await readFrom(first.floor) : first
      if (answer !== null) {
        learnVersion(gatheringId, audience, 'update' in answer ? answer.update.to : answer.snapshot.version)
      }
      return answer
    },
    versionFor,
    remember,
    kept,
  }
}

const publicStart = (gatheringId: string) => `${gatheringId} ${audienceKey(stranger)} `

function wrapped(snapshot: Snapshot | null): ReadSince {
  return snapshot === null ? null : { snapshot }
}
