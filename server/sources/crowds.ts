// Counts what each source did to one gathering: replies in a short time, replies that are asked or wait, proposals. In memory only.
import { LRUCache } from 'lru-cache'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { FromSource } from '../commands/actor.ts'
import { createSourcePlaces, type Left, type SourcePlaces } from './source-places.ts'
import type { Source } from './sources.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Some kilobytes each at most. */
const mostSources = 20_000
/** While a gathering is flooded. */
const mostInFlood = 1
/** Replies to the open cities of one gathering that were asked within ten seconds; the flood lasts for a minute after. */
const floodReplies = 50
const floodWindowMs = 10_000
const floodLastsMs = 60_000
const mostGatherings = 5000
const refusalsLastMs = 60_000

export type Crowds = {
  readonly of: (source: Source, gatheringId: string) => SourceRecord
  /** Takes out what is no longer needed. */
  readonly prune: () => void
  /** Sources of which something is kept, once for each gathering. */
  readonly size: () => number
  /** Hashes of the secrets of the latest replies to a gathering. */
  readonly secretsOf: (gatheringId: string) => readonly string[]
  /** After something of a gathering was erased. Null: all of it is gone. */
  readonly keepOnly: (gatheringId: string, left: Left | null) => void
}

export type SourceRecord = {
  /**
   * One more reply is over its source's budget: several came from it to open cities while these are flooded, or many to closed cities. Of
   * closed cities nothing counts but what the source did itself.
   */
  readonly isOver: () => boolean
  /** Counts a refusal of one reply. Returns how many there were within a minute. */
  readonly refused: () => number
  /** For one command that replies, moves a reply, or resizes one. */
  readonly reply: (name: CommandName, secretHash: string) => FromReply
  readonly propose: () => FromSource
  /** Counts what has come of a proposal. */
  readonly proposed: (answer: Answer) => void
}

export type FromReply = FromSource & {
  /** Counts what has come of it. */
  readonly answered: (answer: Answer) => void
}

type Seen = {
  since: number
  readonly places: SourcePlaces
  proposals: number
  refusals: number
  refusedSince: number
}

/** `now`: monotonic, ms. `shareOf`: by how much a source's limits have grown. */
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

  function read(key: string): Seen {
    const known = bySource.get(key)
    if (known !== undefined && now() - known.since < dayMs) return known
    const places = known?.places ?? createSourcePlaces(now)
    places.beginDay()
    const fresh = { since: now(), places, proposals: 0, refusals: 0, refusedSince: 0 }
    bySource.set(key, fresh)
    return fresh
  }

  function* recordsOf(gatheringId: string): Generator<readonly [string, Seen]> {
    for (const [key, seen] of bySource.entries()) if (key.endsWith(` ${gatheringId}`)) yield [key, seen]
  }

  /** A source of which nothing is left begins as if it had never been here. */
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
      const seen = read(`${source} ${gatheringId}`)
      const share = shareOf(source)
      const { places } = seen

      return {
        isOver: () =>
          places.hasManyClosed(share) ||
          (isFlooded(gatheringId) && places.recentOpen() >= mostInFlood * share),
        refused: () => {
          if (now() - seen.refusedSince > refusalsLastMs) {
            seen.refusedSince = now()
            seen.refusals = 0
          }
          seen.refusals += 1
          return seen.refusals
        },
        reply: (name, secretHash) => {
          const counted = places.count(name === 'resizeReply', secretHash, share)
          return {
            isFull: false,
            reply: counted.reply,
            answered: (answer) => {
              // A change of one's own reply is no reply more: it would let one person bring a flood to its brink.
              const isNew = name === 'replyToMeeting' || name === 'moveReply'
              const isAsked = answer.ok && answer.outcome.exactState === 'asked'
              if (isNew && isAsked && !counted.isClosed()) noteAsked(gatheringId)
              if (!(answer.ok && answer.outcome.state === 'waiting')) counted.giveBack()
            },
          }
        },
        propose: () => {
          const isFull = seen.proposals >= limits.proposalsOfSource * share
          seen.proposals += 1
          return { isFull, reply: () => ({ isCrowd: false, earlier: [], isFull: false }) }
        },
        proposed: (answer) => {
          if (!answer.ok) seen.proposals -= 1
        },
      }
    },
  }
}
