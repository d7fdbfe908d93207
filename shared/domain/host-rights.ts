// The rights of a host link by the status of its city. Reading and acting both use this one table.
import type { MeetingStatus } from './meeting.ts'

/** A city's status, or `merged` for a city that was withdrawn because it joined another. */
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
 * `plan`: the city's own fields (capacity, venue, address, note, streams). `codes`: arrival code and invitation. `people`: exact numbers
 * and the list of replies. `hour`: the city's part of the link-up, if strangers may not know of the city. `crew`: the control view, the
 * chat, and which crew members are present.
 */
export type HostReading = 'plan' | 'codes' | 'people' | 'hour' | 'crew'

/**
 * `plan`: edit the city's fields. `streams`: add and remove streams. `link`: set the stream's status. `door`: count arrivals and walk-ins,
 * vouch for a reply. `codes`: renew arrival code and invitation. `talk`: send messages and cues. `roll`: answer the roll-call.
 * `recordings`: add recordings of the city and its segments. `list`: erase the replies once the day is over.
 */
export type HostAct = 'plan' | 'streams' | 'link' | 'door' | 'codes' | 'talk' | 'roll' | 'recordings' | 'list'

type HostRights = { readonly reads: ReadonlySet<HostReading>; readonly does: ReadonlySet<HostAct> }

const ended: HostRights = { reads: new Set(), does: new Set() }

/** Every host can read that their city exists, its status, and the reason if it was declined. This table lists all other rights. */
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
