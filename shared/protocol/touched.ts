// Which parts of a gathering some changes touched.

/** Which parts of a gathering some changes touched: what has to be read again, projected and told. */
export type Touched = {
  gathering: boolean
  stage: boolean
  /** Cities that were put next by hand, or no longer are. */
  readonly next: Set<string>
  programme: boolean
  rollCall: boolean
  /** Cities of which a recording was given or taken away; `''` for nobody's. */
  readonly recorded: Set<string>
  /** Cities that answered the roll-call. */
  readonly answered: Set<string>
  control: boolean
  removed: boolean
  readonly meetings: Set<string>
  /** Meetings of which only the crew reads something new: told to others, it would show them the moment of an arrival. */
  readonly crewPages: Set<string>
  /** Meetings that strangers saw and may no longer see. */
  readonly closed: Set<string>
  /** Meetings that only guests saw and may no longer see: strangers must not learn that they ever were. */
  readonly closedToGuests: Set<string>
  readonly counts: Set<string>
  readonly attendances: Set<string>
  /** Replies that a meeting's list had and may no longer have: their ids by meeting. */
  readonly left: Map<string, Set<string>>
  /** Meetings of whose replies too many changed to name them: their hosts are told the whole list. */
  readonly lists: Set<string>
  /** Meetings whose waiting list or address may read differently for those who hold a reply there. */
  readonly holders: Set<string>
  /** Tickets of the whole gathering may read differently. */
  everyHolder: boolean
  /** Meetings whose status changed: their hosts may read more or less from now on. */
  readonly standings: Set<string>
  /** Some link opens nothing any more: a host's, a director's, or an invitation. */
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
