// The rows of the store as SQL sees them: text ids, epoch milliseconds, 0/1, JSON as text; the same on SQLite and PostgreSQL.
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
  /** When personal data of this gathering is taken out; null while it has no date. */
  purge_at: number | null
  /** When the replies behind its numbers were erased; null while every number is counted from replies. */
  purged_at: number | null
  /** The version that the latest purge made: older ones are not in the log. 0: never purged. */
  purged_version: number
  /** Counts the commits of this gathering; it leaves no process. */
  version: number
  /** How often what each audience may read has changed. */
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
  /** Next number in the order of waiting. */
  next_queue_order: number
  /** The floor that is told of the people who will watch from home, until the next batch. */
  told_watching: number
}

/** How many people said that they will watch a gathering from home. No row is a person's. */
export type WatchingTable = {
  gathering_id: string
  people: number
  /** The day (since 1970, UTC) on which the told floor fell last. */
  fell: number
  /** Secret: the thresholds by which the number is told follow from it. */
  count_key: string
}

export type CrewTable = { gathering_id: string; organizer_id: string; role: string; created_at: number }

/** Whom the organizers made a director; the secret of their link as a hash. */
export type DirectorTable = {
  director_id: string
  gathering_id: string
  alias: string
  secret_hash: string
  created_at: number
}

/** What the crew of a link-up told each other. */
export type CrewMessageTable = {
  gathering_id: string
  /** In the order in which it was said in its gathering. */
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

/** The programme as it really ran: one row an act on the live stage. */
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
  /** Key of the codes at its door. */
  door_key: string
  proposed_at: number
  /** A merger brought replies here, so a new code must be compared with theirs. */
  holds_merged: number
  /** When a withdrawn city is erased (epoch ms); null while it is not withdrawn. */
  erase_at: number | null
  /** When its replies were erased while its numbers stayed; null while they are counted from replies. */
  list_erased_at: number | null
  /** How often what its host, or a guest, reads beyond strangers has changed. */
  host_version: number
  guest_version: number
  /** The floors of the bands that are told, until the next batch. */
  told_confirmed: number
  told_arrived: number
  /** The days (since 1970, UTC) on which they fell last. */
  confirmed_fell: number
  arrived_fell: number
  /** Secret: the thresholds by which its numbers are told follow from it. */
  count_key: string
  /** The counts rule that its crew chose, while a stricter one applies because of a merger; '' otherwise. */
  own_counts: string
  next_list_order: number
}

/** People who replied to one city in one minute (since 1970). They stay when a reply is cancelled or erased, and go after some 70 minutes. */
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
  /** When it was placed, in minutes since 1970; 0 for replies from before this was kept. */
  replied_minute: number
  /** Why it was asked (`Held` of `shared/domain/admission.ts`); stays once it is decided. */
  held: string
  /** The decision of the host or an organizer that it is part of, and its state before; null when there is none. */
  decision_id: string | null
  decided_from: string | null
  /** The meetings that it left by mergers, the last one first, as `shared/domain/merge-path.ts` writes them. */
  merged_from: string | null
  /** When it was cancelled; null for one that is not. */
  cancelled_at: number | null
  /** The version of its host that told it last. */
  host_version: number
  /** The order within its meeting's own list, which tells nothing of other meetings. */
  list_order: number
  /** How often it changed for its holder; counts nothing of other replies. The statements that write rows raise it. */
  revision: number
}

/** When a meeting begins and how far its clock is from UTC then, by the zone rules it was last looked at with. */
export type ZoneReadingTable = {
  meeting_id: string
  gathering_id: string
  /** What it follows from, as text: another plan is no change of rules. */
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
  /** The version of strangers after it, which answers carry. */
  public_version: number
}

/** At which version of a layer of readers a part of a gathering last changed for them. */
export type AudiencePartTable = { gathering_id: string; layer: string; part: string; version: number }

/** The newest clock that a trusted process had (epoch ms), and which process wrote it. */
export type ClockRecordTable = { name: string; recorded_at: number; recorded_by: string }

/** A hash of who removed which gathering, so that a retry of the removal gets its answer. */
export type RemovedGatheringTable = { removal_key: string; removed_at: number }

/** What a panic erased, as JSON, by a hash of who asked and when: the answer to a retry. It names nobody. */
export type ErasureTable = { erasure_key: string; erased_at: number; proof: string }

/** Replies that were erased and that the log may still name: it is redacted by a job, and the rows go with that. */
export type ErasedReplyTable = { attendance_id: string; gathering_id: string }

/** Who does a piece of work for all processes, until when (epoch ms). */
export type LeaseTable = { name: string; holder: string; expires_at: number }

/** A bucket that fills again with time (`filled_at`, epoch ms). */
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

/** A connection, or a transaction on it: what queries are written against. */
export type Queries = Kysely<Tables> | Transaction<Tables>

/** A database that was opened and has the newest shape. */
export type OpenDatabase = {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Kysely<Tables>
  /**
   * After rows were deleted. SQLite: takes them out of the write-ahead log too, where they would stay until the log is next used up.
   * PostgreSQL: gives their room to new rows; its own log and backups keep them as long as their operator lets them.
   */
  readonly scrub: () => Promise<void>
  /**
   * After personal data was deleted: writes all tables anew, so that their files hold no byte of it. SQLite overwrites what it deletes, but not
   * what it left behind when it moved rows within its pages. PostgreSQL locks each table meanwhile, so it is for commands of the operator.
   * Throws when somebody reads an older state for so long that it cannot be done.
   */
  readonly rewrite: () => Promise<void>
  /** One state of everything, only read, while others go on writing. It may take long: on a connection without time limits. */
  readonly atOneState: <Value>(work: (db: Queries) => Promise<Value>) => Promise<Value>
  /** SQLite: another number after another process has written; null on PostgreSQL, where only looking at the rows tells. */
  readonly writtenElsewhere: () => Promise<number | null>
  readonly close: () => Promise<void>
}
