// Counts per source and gathering: recent replies, asked or waiting replies, proposals. In memory only.
import { LRUCache } from 'lru-cache'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { FromSource } from '../commands/actor.ts'
import { type Counted, createSourcePlaces, type Left, type SourcePlaces } from './source-activity-by-city.ts'
import type { Source } from './sources.ts'

const dayMs = 24 * 60 * 60 * 1000
/** At most a few kilobytes each. */
const mostSources = 20_000
/** Replies per source that stay free of the flood budget while a gathering is flooded. */
const mostInFlood = 1
/** More asked replies than this in the open cities of one gathering within ten seconds are a flood, which lasts for another minute. */
const floodReplies = 50
const floodWindowMs = 10_000
const floodLastsMs = 60_000
const mostGatherings = 5000
const refusalsLastMs = 60_000

export type Crowds = {
  readonly of: (source: Source, gatheringId: string) => SourceRecord
  /** Deletes expired entries. */
  readonly prune: () => void
  /** The number of stored pairs of source and gathering. */
  readonly size: () => number
  /** Hashes of the secrets of the latest replies to a gathering. */
  readonly secretsOf: (gatheringId: string) => readonly string[]
  /** Call after data of a gathering was erased. Null: all of it is gone. */
  readonly keepOnly: (gatheringId: string, left: Left | null) => void
}

export type SourceRecord = {
  /**
   * Whether one more reply exceeds the source's budget: it recently sent replies to open cities while these are flooded, or many to closed
   * cities. For closed cities only the source's own replies count.
   */
  readonly isOver: () => boolean
  /** Counts a refused reply. Returns the number of refusals within a minute. */
  readonly refused: () => number
  /** For one command that places, moves or resizes a reply. */
  readonly reply: (name: CommandName, secretHash: string) => FromReply
  readonly propose: () => FromSource
  /** Records the outcome of a proposal. */
  readonly proposed: (answer: Answer) => void
}

export type FromReply = FromSource & {
  /** Records the outcome. */
  readonly answered: (answer: Answer) => void
}

type Seen = {
  since: number
  readonly places: SourcePlaces
  hasReplied: boolean
  proposals: number
  refusals: number
  refusedSince: number
}

/** `now`: monotonic, ms. `shareOf`: the factor by which a source's limits have grown. */
export function createCrowds(shareOf: (source: Source) => number, now: () => number): Crowds {
  const bySource = new LRUCache<string, Seen>({ max: mostSources })

  const asked = new LRUCache<string, { since: number; count: number; floodedUntil: number }>({
    max: mostGatherings,
  })

  function noteAsked(gatheringId: string): void {
    const known = asked.get(gatheringId) ?? { since: now(), count: 0, floodedUntil: 0 }
    if (now() - known.since > floodWindowMs) {
      known.since = now()
      known.count = 0
    }
    known.count += 1
    if (known.count > floodReplies) known.floodedUntil = now() + floodLastsMs
    asked.set(gatheringId, known)
  }

  const isFlooded = (gatheringId: string) => (asked.get(gatheringId)?.floodedUntil ?? 0) > now()

  /** Undefined when nothing is stored. */
  function known(key: string): Seen | undefined {
    const seen = bySource.get(key)
    if (seen === undefined || now() - seen.since < dayMs) return seen
    seen.places.beginDay()
    const fresh = { ...seen, since: now(), proposals: 0, refusals: 0, refusedSince: 0 }
    bySource.set(key, fresh)
    return fresh
  }

  /** Starts a record. Call only for existing gatherings: made-up ids would evict the records of others. */
  function remember(key: string): Seen {
    const seen = known(key)
    if (seen !== undefined) return seen
    const places = createSourcePlaces(now)
    const fresh = { since: now(), places, hasReplied: false, proposals: 0, refusals: 0, refusedSince: 0 }
    bySource.set(key, fresh)
    return fresh
  }

  function* recordsOf(gatheringId: string): Generator<readonly [string, Seen]> {
    for (const [key, seen] of bySource.entries()) if (key.endsWith(` ${gatheringId}`)) yield [key, seen]
  }

  /** Whether a record has nothing left, so that it can be deleted. */
  function isUseless(seen: Seen): boolean {
    if (now() - seen.since >= dayMs) {
      seen.since = now()
      seen.proposals = 0
      seen.places.beginDay()
    }
    const wasRefused = seen.refusals > 0 && now() - seen.refusedSince <= refusalsLastMs
    return seen.places.prune() && seen.proposals <= 0 && !wasRefused
  }

  return {
    prune: () => {
      for (const [key, seen] of [...bySource.entries()]) if (isUseless(seen)) bySource.delete(key)
    },
    size: () => bySource.size,
    secretsOf: (gatheringId) => [...recordsOf(gatheringId)].flatMap(([, { places }]) => places.secrets()),
    keepOnly: (gatheringId, left) => {
      for (const [key, seen] of [...recordsOf(gatheringId)]) {
        if (left !== null) seen.places.keepOnly(left)
        if (left === null || isUseless(seen)) bySource.delete(key)
      }
    },
    of: (source, gatheringId) => {
      const key = `${source} ${gatheringId}`
      const share = shareOf(source)

      return {
        isOver: () => {
          const places = known(key)?.places
          if (places === undefined) return false
          return (
            places.hasManyClosed(share) ||
            (isFlooded(gatheringId) && places.recentOpen() >= mostInFlood * share)
          )
        },
        refused: () => {
          const seen = remember(key)
          if (now() - seen.refusedSince > refusalsLastMs) {
            seen.refusedSince = now()
            seen.refusals = 0
          }
          seen.refusals += 1
          return seen.refusals
        },
        reply: (name, secretHash) => {
          let counted: Counted | undefined
          return {
            isFull: false,
            // Called only for a city that exists.
            reply: (city) => {
              if (counted === undefined) {
                const seen = remember(key)
                seen.hasReplied = true
                counted = seen.places.count(name === 'resizeReply', secretHash, share)
              }
              return counted.reply(city)
            },
            answered: (answer) => {
              // Changing one's own reply does not count as another reply: otherwise one person could bring the gathering close to a flood.
              const isNew = name === 'replyToMeeting' || name === 'moveReply'
              const isAsked = answer.ok && answer.outcome.exactState === 'asked'
              if (isNew && isAsked && counted?.isClosed() !== true) noteAsked(gatheringId)
              if (!(answer.ok && answer.outcome.state === 'waiting')) counted?.giveBack()
            },
          }
        },
        propose: () => {
          const seen = remember(key)
          const isFull = seen.proposals >= limits.proposalsOfSource * share
          seen.proposals += 1
          return { isFull, reply: () => ({ isCrowd: false, earlier: [], isFull: false }) }
        },
        proposed: (answer) => {
          const seen = known(key)
          if (answer.ok || seen === undefined) return
          seen.proposals -= 1
          if (seen.proposals <= 0 && !seen.hasReplied && seen.refusals === 0) bySource.delete(key)
        },
      }
    },
  }
}
