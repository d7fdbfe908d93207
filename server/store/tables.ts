// The store's row types in SQL: text ids, epoch milliseconds, 0/1, JSON as text; the same on SQLite and PostgreSQL.
import type { Kysely, Transaction } from 'kysely'

export type MetaTable = { key: string; value: string }

export type OrganizerTable = { organizer_id: string; created_at: number }
export type SessionTable = {
  session_hash: string
  organizer_id: string
  created_at: number
  expires_at: number
}
export type ClaimLinkTable = {
  token_hash: string
  created_at: number
  used_at: number | null
}

export type GatheringTable = {
  gathering_id: string
  slug: string
  status: string
  is_example: number
  starts_at: number | null
  length_ms: number
  clock_rule: string
  standing: string
  former_starts_at: number | null
  standing_reason: string
  revision: number
  revised_at: number
  lead_place: string | null
  languages: string
  texts: string
  published_at: number | null
  created_at: number
  /** When this gathering's personal data is purged; null while it has no date. */
  purge_at: number | null
  /** When the replies behind its counts were erased; null while counts are computed from replies. */
  purged_at: number | null
  /** The version created by the latest purge: the log has no older ones. 0: never purged. */
  purged_version: number
  /** Counts the commits of this gathering; never sent to clients. */
  version: number
  /** How often each audience's view has changed. */
  public_version: number
  preview_version: number
  organizer_version: number
  director_version: number
  stage_meeting_id: string | null
  stage_fence: number
  stage_since: number | null
  stage_segment_id: string | null
  stage_reached_segment_id: string | null
  stage_is_held: number
  stage_next_meeting_id: string | null
  /** The link-up, as JSON: segments in order, the seat, the roll-call, the rehearsal. */
  programme: string
  director_seat: string
  roll_call: string | null
  rehearsal: string | null
  /** The next queue order. */
  next_queue_order: number
  /** The published floor of the number of people who will watch from home, until the next batch. */
  told_watching: number
}

/** How many people said that they will watch a gathering from home. One row per gathering, none per person. */
export type WatchingTable = {
  gathering_id: string
  people: number
  /** The day (since 1970, UTC) on which the published floor last fell. */
  fell: number
  /** Secret: determines the thresholds of the published floor. */
  count_key: string
}

export type CrewTable = { gathering_id: string; organizer_id: string; role: string; created_at: number }

/** Directors appointed by the organizers; the secret of their link as a hash. */
export type DirectorTable = {
  director_id: string
  gathering_id: string
  alias: string
  secret_hash: string
  created_at: number
}

/** Messages of a link-up's crew. */
export type CrewMessageTable = {
  gathering_id: string
  /** The order of messages within the gathering. */
  message_order: number
  message_id: string
  at: number
  from_meeting_id: string | null
  alias: string
  to_meeting_id: string | null
  cue: string | null
  text: string
  rehearsal_id: string | null
}

/** The history of the live stage: one row per stage change. */
export type StageRunTable = {
  gathering_id: string
  fence: number
  at: number
  meeting_id: string | null
  segment_id: string | null
  is_held: number
}

export type MeetingTable = {
  meeting_id: string
  gathering_id: string
  status: string
  place_id: string
  place: string
  former_place: string | null
  merged_from: string
  merged_into: string | null
  was_announced: number
  revision: number
  zone_moved: string | null
  revised_at: number
  host_alias: string
  venue: string
  address: string
  note: string
  capacity: number | null
  languages: string
  doors_minutes_before: number
  exposure: string
  admission: string
  decline_reason: string
  streams: string
  link_status: string
  link_since: number
  asked: number
  confirmed: number
  vouched: number
  waiting: number
  arrived: number
  walk_ins: number
  host_hash: string | null
  arrival_code: string
  invitation: string
  /** Key of its door codes. */
  door_key: string
  proposed_at: number
  /** A merger brought replies here, so a new code must be compared with theirs. */
  holds_merged: number
  /** When a withdrawn city is erased (epoch ms); null while it is not withdrawn. */
  erase_at: number | null
  /** When its replies were erased while its counts stayed; null while counts are computed from replies. */
  list_erased_at: number | null
  /** How often the host's or guest's view beyond the public one has changed. */
  host_version: number
  guest_version: number
  /** The published floors of its bands, until the next batch. */
  told_confirmed: number
  told_arrived: number
  /** The days (since 1970, UTC) on which they last fell. */
  confirmed_fell: number
  arrived_fell: number
  /** Secret: determines the thresholds of its published floors. */
  count_key: string
  /** The counts rule chosen by its crew while a merger imposes a stricter one; '' otherwise. */
  own_counts: string
  next_list_order: number
}

/**
 * People who replied to one city in one minute (since 1970). Cancelling or erasing a reply does not change it; deleted after about 70
 * minutes.
 */
export type ReplyMinuteTable = {
  meeting_id: string
  minute: number
  people: number
}

export type AttendanceTable = {
  attendance_id: string
  gathering_id: string
  meeting_id: string
  secret_hash: string
  code: string
  party_size: number
  state: string
  queue_order: number
  arrived: number
  vouched: number
  /** When it was placed, in minutes since 1970; 0 for replies from before this was stored. */
  replied_minute: number
  /** Why it was asked (`Held` of `shared/domain/admission.ts`); stays after a decision. */
  held: string
  /** The last decision of the host or an organizer on it, and its state before; null when there is none. */
  decision_id: string | null
  decided_from: string | null
  /** The meetings it left by mergers, the last one first, in the format of `shared/domain/merge-path.ts`. */
  merged_from: string | null
  /** When it was cancelled; null if it is not. */
  cancelled_at: number | null
  /** The version of the host's layer that contains its last change. */
  host_version: number
  /** Its order within its meeting's own list, which reveals nothing about other meetings. */
  list_order: number
  /** How often its holder's view changed, independent of other replies. The SQL statements that write rows raise it. */
  revision: number
}

/** A meeting's start and its offset from UTC then, by the zone rules of the last check. */
export type ZoneReadingTable = {
  meeting_id: string
  gathering_id: string
  /** The inputs of the start time as text, to tell a new plan from changed zone rules. */
  plan: string
  starts_at: number
  offset_minutes: number
}

export type ChangeTable = {
  gathering_id: string
  version: number
  at: number
  actor_key: string
  command_id: string
  changes: string
  outcome: string
  /** The public version after the entry, which answers contain. */
  public_version: number
}

/** The version of a layer at which a part of a gathering last changed. */
export type AudiencePartTable = { gathering_id: string; layer: string; part: string; version: number }

/** The newest time of a process with a trusted clock (epoch ms), and which process wrote it. */
export type ClockRecordTable = { name: string; recorded_at: number; recorded_by: string }

/** A hash of who removed which gathering, so that a retry of the removal gets its answer. */
export type RemovedGatheringTable = { removal_key: string; removed_at: number }

/** The result of a panic, as JSON, by a hash of the request: the answer to a retry. It names nobody. */
export type ErasureTable = { erasure_key: string; erased_at: number; proof: string }

/** Erased replies that the log may still name; a job redacts the log and then deletes these rows. */
export type ErasedReplyTable = { attendance_id: string; gathering_id: string }

/** Which process does a job for all, until when (epoch ms). */
export type LeaseTable = { name: string; holder: string; expires_at: number }

/** A token bucket; `filled_at`: its last refill, epoch ms. */
export type BudgetTable = { name: string; left: number; filled_at: number }

export type Tables = {
  meta: MetaTable
  organizers: OrganizerTable
  sessions: SessionTable
  claim_links: ClaimLinkTable
  gatherings: GatheringTable
  gathering_crew: CrewTable
  meetings: MeetingTable
  attendances: AttendanceTable
  changes: ChangeTable
  audience_parts: AudiencePartTable
  zone_readings: ZoneReadingTable
  directors: DirectorTable
  crew_messages: CrewMessageTable
  stage_runs: StageRunTable
  clock_records: ClockRecordTable
  removed_gatherings: RemovedGatheringTable
  erasures: ErasureTable
  erased_replies: ErasedReplyTable
  reply_minutes: ReplyMinuteTable
  watching_from_home: WatchingTable
  leases: LeaseTable
  budgets: BudgetTable
}

/** A connection, or a transaction on it; the parameter type of all query functions. */
export type Queries = Kysely<Tables> | Transaction<Tables>

/** An open database with the newest schema. */
export type OpenDatabase = {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Kysely<Tables>
  /**
   * Call after rows were deleted. SQLite: also removes them from the write-ahead log, where they would otherwise stay until it is reused.
   * PostgreSQL: frees their space for new rows; its own log and backups keep them as long as their operator configured.
   */
  readonly scrub: () => Promise<void>
  /**
   * Call after personal data was deleted: rewrites all tables, so that their files contain none of it. SQLite overwrites deleted data, but
   * not copies left behind when it moved rows within its pages. PostgreSQL locks each table meanwhile, so this is for operator commands.
   * Throws when a reader of an older state blocks it for too long.
   */
  readonly rewrite: () => Promise<void>
  /** Reads one consistent state of everything while others keep writing. It may take long: on a connection without timeouts. */
  readonly atOneState: <Value>(work: (db: Queries) => Promise<Value>) => Promise<Value>
  /** SQLite: a number that changes after another process has written; null on PostgreSQL, where only reading the rows can tell. */
  readonly writtenElsewhere: () => Promise<number | null>
  readonly close: () => Promise<void>
}
