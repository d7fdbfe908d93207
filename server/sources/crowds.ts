// Counts what each source did to one gathering: replies in a short time, replies that are asked or wait, proposals. In memory only.
import { LRUCache } from 'lru-cache'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { FromSource } from '../commands/actor.ts'
import type { Source } from './sources.ts'

/** Replies within ten minutes; a source whose people arrived has more, by its share. */
const mostReplies = 20
const memoryMs = 10 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
/** Some kilobytes each at most. */
const mostSources = 20_000
/** While a gathering is flooded. */
const mostInFlood = 1
/** Replies to one gathering that were asked within ten seconds; the flood lasts for a minute after. */
const floodReplies = 50
const floodWindowMs = 10_000
const floodLastsMs = 60_000
const mostGatherings = 5000
const refusalsLastMs = 60_000

export type Crowds = {
  readonly of: (source: Source, gatheringId: string) => SourceRecord
}

export type SourceRecord = {
  /** The gathering is flooded, and several replies came from this source: one more is over its budget. */
  readonly isOver: () => boolean
  /** Counts a refusal of one reply. Returns how many there were within a minute. */
  readonly refused: () => number
  /** Counts one reply, or a move; a resize counts nothing. A crowd lasts until ten minutes were quiet. */
  readonly reply: (name: CommandName, secretHash: string) => FromSource
  readonly propose: () => FromSource
  /** Counts what has come of it. */
  readonly answered: (name: CommandName, answer: Answer) => void
}

type Seen = {
  readonly since: number
  /** When its latest replies came, monotonic ms. */
  at: readonly number[]
  earlier: readonly string[]
  waiting: number
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
    const fresh = {
      since: now(),
      at: known?.at ?? [],
      earlier: [],
      waiting: 0,
      proposals: 0,
      refusals: 0,
      refusedSince: 0,
    }
    bySource.set(key, fresh)
    return fresh
  }

  return {
    of: (source, gatheringId) => {
      const seen = read(`${source} ${gatheringId}`)
      const share = shareOf(source)
      const most = Math.floor(mostReplies * share)
      const isFull = () => seen.waiting >= limits.waitingOfSource * share

      return {
        isOver: () => {
          if (!isFlooded(gatheringId)) return false
          return seen.at.filter((each) => each > now() - memoryMs).length >= mostInFlood * share
        },
        refused: () => {
          if (now() - seen.refusedSince > refusalsLastMs) {
            seen.refusedSince = now()
            seen.refusals = 0
          }
          seen.refusals += 1
          return seen.refusals
        },
        reply: (name, secretHash) => {
          const recent = seen.at.filter((each) => each > now() - memoryMs).slice(-most)
          const isCrowd = recent.length >= most
          if (name === 'resizeReply') return { isCrowd, earlier: [], isFull: false }
          const earlier = recent.length === 0 ? [] : seen.earlier
          seen.at = [...recent, now()].slice(-most)
          // Those of a crowd are held already.
          seen.earlier = isCrowd ? [] : [...earlier, secretHash].slice(-most)
          // Counted before it is carried out: replies that arrive together would all find room.
          const full = isFull()
          seen.waiting += 1
          return { isCrowd, earlier: isCrowd ? earlier : [], isFull: full }
        },
        propose: () => {
          const full = seen.proposals >= limits.proposalsOfSource * share
          seen.proposals += 1
          return { isCrowd: false, earlier: [], isFull: full }
        },
        answered: (name, answer) => {
          if (name === 'proposeMeeting' && !answer.ok) seen.proposals -= 1
          // A change of one's own reply is no reply more: it would let one person bring a flood to its brink.
          const isNew = name === 'replyToMeeting' || name === 'moveReply'
          if (isNew && answer.ok && answer.outcome.exactState === 'asked') noteAsked(gatheringId)
          const isWaiting = answer.ok && answer.outcome.state === 'waiting'
          if ((name === 'replyToMeeting' || name === 'moveReply') && !isWaiting) seen.waiting -= 1
        },
      }
    },
  }
}
