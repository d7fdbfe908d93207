// What is stored, column by column, and who reads it.
import type {
  AttendanceTable,
  CrewMessageTable,
  DirectorTable,
  GatheringTable,
  MeetingTable,
  StageRunTable,
} from '#server/store/tables.ts'
import type { Rule } from './who-reads.ts'

/** Who reads what is stored of a city. A new column does not compile until it is here. */
export const meetingColumns = {
  meeting_id: 'all',
  gathering_id: 'all',
  status: 'all',
  place_id: 'all',
  place: 'all',
  former_place: 'all',
  merged_from: 'all',
  merged_into: 'crew',
  was_announced: 'nobody',
  revision: 'all',
  zone_moved: 'all',
  revised_at: 'all',
  host_alias: 'all',
  venue: 'address',
  address: 'address',
  note: 'all',
  capacity: 'exact',
  languages: 'all',
  doors_minutes_before: 'all',
  exposure: 'all',
  decline_reason: 'crew',
  streams: 'streams',
  link_status: 'all',
  link_since: 'all',
  confirmed: 'exact',
  waiting: 'exact',
  arrived: 'crew',
  walk_ins: 'crew',
  host_hash: 'nobody',
  arrival_code: 'crew',
  invitation: 'crew',
  proposed_at: 'crew',
} as const satisfies Record<keyof MeetingTable, Rule>

export const gatheringColumns = {
  gathering_id: 'all',
  slug: 'all',
  status: 'all',
  is_example: 'all',
  starts_at: 'all',
  length_ms: 'all',
  clock_rule: 'all',
  standing: 'all',
  former_starts_at: 'all',
  revision: 'all',
  revised_at: 'all',
  lead_place: 'all',
  languages: 'all',
  texts: 'all',
  published_at: 'nobody',
  created_at: 'nobody',
  purge_at: 'nobody',
  version: 'all',
  stage_meeting_id: 'linked city',
  stage_fence: 'all',
  stage_since: 'linked city',
  stage_segment_id: 'linked city',
  stage_reached_segment_id: 'all',
  stage_is_held: 'linked city',
  stage_next_meeting_id: 'linked city',
  programme: 'linked city',
  director_seat: 'link-up crew',
  roll_call: 'linked city',
  rehearsal: 'link-up crew',
  next_queue_order: 'nobody',
} as const satisfies Record<keyof GatheringTable, Rule>

export const attendanceColumns = {
  attendance_id: 'own replies',
  gathering_id: 'all',
  meeting_id: 'all',
  secret_hash: 'nobody',
  code: 'own replies',
  party_size: 'own replies',
  state: 'own replies',
  queue_order: 'own replies',
  arrived: 'own replies',
  vouched: 'own replies',
  merged_from: 'nobody',
} as const satisfies Record<keyof AttendanceTable, Rule>

export const directorColumns = {
  director_id: 'control room',
  gathering_id: 'all',
  alias: 'control room',
  secret_hash: 'nobody',
  created_at: 'nobody',
} as const satisfies Record<keyof DirectorTable, Rule>

export const messageColumns = {
  gathering_id: 'all',
  message_order: 'talk',
  message_id: 'talk',
  at: 'talk',
  from_meeting_id: 'talk',
  alias: 'talk',
  to_meeting_id: 'talk',
  cue: 'talk',
  text: 'talk',
  rehearsal_id: 'link-up crew',
} as const satisfies Record<keyof CrewMessageTable, Rule>

/** Read on the page of how the hour ran alone, by strangers. */
export const runColumns = {
  gathering_id: 'all',
  fence: 'nobody',
  at: 'linked city',
  meeting_id: 'linked city',
  segment_id: 'linked city',
  is_held: 'linked city',
} as const satisfies Record<keyof StageRunTable, Rule>
