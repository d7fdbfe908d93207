// The parts of a gathering that a list of changes touched.

/** The touched parts of a gathering: the parts to read again, project and send. */
export type Touched = {
  gathering: boolean
  stage: boolean
  /** Cities that were set as next manually, or no longer are. */
  readonly next: Set<string>
  programme: boolean
  rollCall: boolean
  /** Cities whose recording was added or removed; `''` for recordings without a city. */
  readonly recorded: Set<string>
  /** Cities that answered the roll-call. */
  readonly answered: Set<string>
  control: boolean
  removed: boolean
  readonly meetings: Set<string>
  /** Meetings with changes that only the crew may see: sent to others, the update would reveal the moment of an arrival. */
  readonly crewPages: Set<string>
  /** Meetings that strangers saw and may no longer see. */
  readonly closed: Set<string>
  /** Meetings that only guests saw and may no longer see: strangers must not learn that they existed. */
  readonly closedToGuests: Set<string>
  readonly counts: Set<string>
  readonly attendances: Set<string>
  /** Ids of replies that left a meeting's list, by meeting. */
  readonly left: Map<string, Set<string>>
  /** Meetings with too many changed replies to name: their hosts receive the whole list. */
  readonly lists: Set<string>
  /** Meetings whose waiting list or address may have changed for the holders of replies there. */
  readonly holders: Set<string>
  /** All tickets of the gathering may have changed. */
  everyHolder: boolean
  /** Meetings whose status changed: their hosts' rights may change. */
  readonly standings: Set<string>
  /** A link was revoked: a host's, a director's, or an invitation. */
  revoked: boolean
  readonly messages: Set<string>
}

export function nothingTouched(): Touched {
  return {
    gathering: false,
    stage: false,
    next: new Set(),
    programme: false,
    rollCall: false,
    recorded: new Set(),
    answered: new Set(),
    control: false,
    removed: false,
    meetings: new Set(),
    crewPages: new Set(),
    closed: new Set(),
    closedToGuests: new Set(),
    counts: new Set(),
    attendances: new Set(),
    left: new Map(),
    lists: new Set(),
    holders: new Set(),
    everyHolder: false,
    standings: new Set(),
    revoked: false,
    messages: new Set(),
  }
}
