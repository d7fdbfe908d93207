// What the holder of a host link may read and do, by the state their city is in: the one table that reading and acting ask.
import type { MeetingStatus } from './meeting.ts'

/** A city's status, and `merged` for one that was withdrawn because it joined another. */
export type HostStanding = MeetingStatus | 'merged'

export const hostStandings: readonly HostStanding[] = [
  'proposed',
  'approved',
  'declined',
  'withdrawn',
  'merged',
]

export function hostStanding({
  status,
  mergedInto,
}: {
  readonly status: MeetingStatus
  readonly mergedInto: string | null
}): HostStanding {
  return status === 'withdrawn' && mergedInto !== null ? 'merged' : status
}

/**
 * `plan`: the city's own fields (capacity, venue, address, note, streams). `codes`: arrival code and invitation. `people`: exact numbers and
 * the list of replies. `hour`: the city's part of the link-up where strangers may not know of the city. `crew`: the control view, the talk,
 * and who of the crew is there.
 */
export type HostReading = 'plan' | 'codes' | 'people' | 'hour' | 'crew'

/**
 * `plan`: edit the city's fields. `streams`: add and remove streams. `link`: set the state of the stream's link. `door`: count arrivals and walk-ins, vouch for a reply. `codes`: renew arrival code and invitation. `talk`: send messages and cues.
 * `roll`: answer the roll-call. `recordings`: give recordings of the city and its segments. `list`: erase the replies once the day is over.
 */
export type HostAct = 'plan' | 'streams' | 'link' | 'door' | 'codes' | 'talk' | 'roll' | 'recordings' | 'list'

type HostRights = { readonly reads: ReadonlySet<HostReading>; readonly does: ReadonlySet<HostAct> }

const ended: HostRights = { reads: new Set(), does: new Set() }

/** Every host reads that their city is there, what state it is in, and the reason of a decline. All else stands here. */
const rightsOf: Readonly<Record<HostStanding, HostRights>> = {
  proposed: { reads: new Set(['plan']), does: new Set(['plan', 'streams']) },
  approved: {
    reads: new Set(['plan', 'codes', 'people', 'hour', 'crew']),
    does: new Set(['plan', 'streams', 'link', 'door', 'codes', 'talk', 'roll', 'recordings', 'list']),
  },
  declined: ended,
  withdrawn: ended,
  merged: ended,
}

export function hostMayRead(standing: HostStanding, reading: HostReading): boolean {
  return rightsOf[standing].reads.has(reading)
}

export function hostMayDo(standing: HostStanding, act: HostAct): boolean {
  return rightsOf[standing].does.has(act)
}
