// Activity of one source in the cities of one gathering: the open cities together, each closed city separately.
import { randomInt } from 'node:crypto'
import { limits } from '#shared/protocol/limits.ts'
import type { FromSource, OfSource } from '../commands/actor.ts'

/** Most replies within ten minutes; a source whose people arrived gets more, by its share. */
const mostReplies = 20
const memoryMs = 10 * 60 * 1000
/**
 * Most people one source may bring to a closed city while bursts are remembered. Replies beyond that become asked and do not count for
 * bursts.
 */
const mostPeopleOfClosed = 20
const peopleMemoryMs = 70 * 60 * 1000
/** From this many replies to closed cities within ten minutes on, each further one costs a puzzle. */
const mostClosedReplies = 10

export type SourcePlaces = {
  /** Number of replies to open cities within ten minutes. */
  readonly recentOpen: () => number
  readonly hasManyClosed: (share: number) => boolean
  /** Resets the counts of asked and waiting replies, which are per day. */
  readonly beginDay: () => void
  /** Hashes of the secrets of its latest replies. */
  readonly secrets: () => readonly string[]
  /** Deletes expired entries. True when nothing is left. */
  readonly prune: () => boolean
  /** Call after an erasure: keeps activity in the remaining cities and secrets of existing replies. */
  readonly keepOnly: (left: Left) => void
  /** For one command. `isResize`: not another reply; its people are those added to the party. */
  readonly count: (isResize: boolean, secretHash: string, share: number) => Counted
}

/** The remaining cities and secrets of a gathering after an erasure. */
export type Left = {
  /** Marks of the existing cities (`markOf`). */
  readonly marks: ReadonlySet<string>
  /** Whether this secret (hash) opens no reply. */
  readonly isErased: (secretHash: string) => boolean
  /** The same, for so long that its reply cannot still be queued. */
  readonly isLongErased: (secretHash: string) => boolean
}

export type Counted = Pick<FromSource, 'reply'> & {
  readonly isClosed: () => boolean
  /** Call when the reply is neither asked nor waiting. */
  readonly giveBack: () => void
}

type Place = {
  /** Times of its latest replies, monotonic ms. */
  at: readonly number[]
  /** People it brought, by city (`markOf`). */
  people: readonly { readonly at: number; readonly people: number; readonly mark: string }[]
  earlier: readonly string[]
  waiting: number
  /** Random fraction of the limits, so that others behind the same address cannot count replies by hitting the limit. */
  part: number
  /** The cities that it replied to. */
  marks: ReadonlySet<string>
}

/** 0.6 to 1. */
const drawnPart = () => 0.6 + randomInt(401) / 1000

/** `now`: monotonic, ms. */
export function createSourcePlaces(now: () => number): SourcePlaces {
  const nothing = { at: [], people: [], earlier: [], waiting: 0, marks: new Set<string>() } as const
  const open: Place = { ...nothing, part: 1 }
  const closed = new Map<string, Place>()
  let closedPart = drawnPart()

  function placeOf(meetingId: string): Place {
    const known = closed.get(meetingId)
    if (known !== undefined) return known
    const place = { ...nothing, part: drawnPart() }
    closed.set(meetingId, place)
    return place
  }

  const recentAt = ({ at }: Place) => at.filter((each) => each > now() - memoryMs)
  const recentPeople = ({ people }: Place) => people.filter(({ at }) => at > now() - peopleMemoryMs)

  /** True when nothing is left. */
  function prune(place: Place): boolean {
    place.at = recentAt(place)
    place.people = recentPeople(place)
    if (place.at.length === 0) place.earlier = []
    const isEmpty = place.at.length + place.people.length + place.waiting === 0
    if (isEmpty) place.marks = new Set()
    return isEmpty
  }

  return {
    secrets: () => [open, ...closed.values()].flatMap(({ earlier }) => earlier),
    prune: () => {
      for (const [meetingId, place] of closed) if (prune(place)) closed.delete(meetingId)
      return prune(open) && closed.size === 0
    },
    keepOnly: ({ marks, isLongErased }) => {
      for (const [meetingId, place] of closed) {
        if (![...place.marks].some((mark) => marks.has(mark))) closed.delete(meetingId)
      }
      const left = [...open.marks].filter((mark) => marks.has(mark))
      if (open.marks.size > 0 && left.length === 0) Object.assign(open, nothing)
      else open.marks = new Set(left)
      open.people = open.people.filter(({ mark }) => marks.has(mark))
      for (const place of [open, ...closed.values()])
        place.earlier = place.earlier.filter((secretHash) => !isLongErased(secretHash))
    },
    recentOpen: () => recentAt(open).length,
    hasManyClosed: (share) => {
      let replies = 0
      for (const place of closed.values()) replies += recentAt(place).length
      return replies >= Math.floor(mostClosedReplies * share * closedPart)
    },
    beginDay: () => {
      open.waiting = 0
      closedPart = drawnPart()
      for (const [meetingId, place] of closed) {
        place.waiting = 0
        if (recentPeople(place).length === 0) closed.delete(meetingId)
      }
    },
    count: (isResize, secretHash, share) => {
      let found: { readonly place: Place; readonly said: OfSource; readonly isClosed: boolean } | undefined
      return {
        isClosed: () => found?.isClosed === true,
        giveBack: () => {
          if (found !== undefined && !isResize) found.place.waiting -= 1
        },
        reply: ({ meetingId, isClosed, partySize, mostPeople, mark }) => {
          if (found !== undefined) return found.said
          const place = isClosed ? placeOf(meetingId) : open
          const most = Math.max(1, Math.floor(mostReplies * share * place.part))
          const recent = recentAt(place).slice(-most)
          const isFlood = recent.length >= most
          const brought = recentPeople(place)
          const people = brought.reduce((sum, each) => sum + (each.mark === mark ? each.people : 0), 0)
          const limit = (isClosed ? mostPeopleOfClosed * place.part : mostPeople) * share
          const isCrowd = isFlood || (partySize > 0 && people + partySize > limit)
          const noteBrought = () => {
            if (partySize === 0 || isCrowd) return
            place.people = [...brought, { at: now(), people: partySize, mark }]
          }
          if (isResize) {
            noteBrought()
            found = { place, isClosed, said: { isCrowd, earlier: [], isFull: false } }
            return found.said
          }
          // Counted before execution: otherwise concurrent replies would all pass.
          const isFull = place.waiting >= limits.waitingOfSource * share
          if (recent.length === 0 && brought.length === 0 && isClosed) place.part = drawnPart()
          const earlier = recent.length === 0 ? [] : place.earlier
          place.at = [...recent, now()].slice(-most)
          noteBrought()
          // Later replies of a crowd are held already.
          place.earlier = isFlood ? [] : [...earlier, secretHash].slice(-most)
          place.waiting += 1
          if (!place.marks.has(mark)) place.marks = new Set([...place.marks, mark])
          found = { place, isClosed, said: { isCrowd, earlier: isFlood ? earlier : [], isFull } }
          return found.said
        },
      }
    },
  }
}
