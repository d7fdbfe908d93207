// Tracks which replies and messages changed since the last update of a room, so that a host does not receive a whole list for each of them.

import { paces } from '#shared/protocol/socket-events.ts'
import type { Touched } from '#shared/protocol/touched.ts'
import type { Narrow } from '../reading/update.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { allGathered, type Gathered, together, withOne } from './pending-changes.ts'

export function createNarrowing(listeners: Listeners) {
  return {
    /** `touched`: null when the changes are unknown. `to`: the gathering's version after them. */
    add(gatheringId: string, touched: Touched | null, to: number): void {
      for (const pace of paces) {
        for (const listening of listeners.audiencesOf(gatheringId, pace)) note(listening, touched, to)
      }
    },

    /** Changes not yet sent to this room; null when everything must be sent. */
    of({ gathered }: ListeningAudience): Narrow | null {
      const all = together(gathered)
      return all.isAll ? null : all
    },

    /**
     * Call after sending the rows of this version. Later changes stay: their parts were not in those rows and come with the next update.
     */
    told(listening: ListeningAudience, version: number): void {
      listening.gathered = listening.gathered.filter(({ to }) => to > version)
    },
  }
}

function note(listening: ListeningAudience, touched: Touched | null, to: number): void {
  const { audience } = listening
  if (audience.kind === 'public') return
  listening.gathered = withOne(listening.gathered, ofRoom(audience, touched, to))
}

const none: ReadonlySet<string> = new Set()

function ofRoom(audience: ListeningAudience['audience'], touched: Touched | null, to: number): Gathered {
  const ownId = audience.kind === 'host' ? audience.meetingId : null
  const isWhole = ownId !== null && (touched?.lists.has(ownId) || touched?.standings.has(ownId))
  if (touched === null || isWhole) return allGathered(to)
  return {
    to,
    attendances: ownId === null ? none : touched.attendances,
    left: (ownId === null ? undefined : touched.left.get(ownId)) ?? none,
    messages: touched.messages,
    isAll: false,
  }
}
