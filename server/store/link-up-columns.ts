// Maps a gathering's stage and link-up to the columns of its row.
import { type DirectorSeat, emptySeat } from '#shared/domain/director-seat.ts'
import type { Programme } from '#shared/domain/programme.ts'
import type { Recording } from '#shared/domain/recording.ts'
import { neverRevised, type Revision } from '#shared/domain/revision.ts'
import type { RollCall } from '#shared/domain/roll-call.ts'
import { emptyStage, type Stage } from '#shared/domain/stage.ts'
import type { GatheringTable } from './tables.ts'

/** Programme, seat, roll-call and rehearsal of a gathering; the stage is separate. */
export type LinkUp = {
  readonly programme: Programme
  /** The revision of the programme in calendars. */
  readonly programmeRevision: Revision
  readonly recordings: readonly Recording[]
  readonly seat: DirectorSeat
  readonly rollCall: RollCall | null
  readonly rehearsal: Rehearsal | null
}

export type Rehearsal = {
  readonly rehearsalId: string
  readonly startedAt: number
  readonly stage: Stage
  readonly rollCall: RollCall | null
}

export const noLinkUp: LinkUp = {
  programme: [],
  programmeRevision: neverRevised,
  recordings: [],
  seat: emptySeat,
  rollCall: null,
  rehearsal: null,
}

type StageColumns = Pick<GatheringTable, Extract<keyof GatheringTable, `stage_${string}`>>
type LinkUpColumns = Pick<GatheringTable, 'programme' | 'director_seat' | 'roll_call' | 'rehearsal'>

export function readStage(row: StageColumns): Stage {
  return {
    meetingId: row.stage_meeting_id,
    fence: row.stage_fence,
    since: row.stage_since,
    segmentId: row.stage_segment_id,
    reachedSegmentId: row.stage_reached_segment_id,
    isHeld: row.stage_is_held === 1,
    nextMeetingId: row.stage_next_meeting_id,
  }
}

export function stageColumns(stage: Stage): StageColumns {
  return {
    stage_meeting_id: stage.meetingId,
    stage_fence: stage.fence,
    stage_since: stage.since,
    stage_segment_id: stage.segmentId,
    stage_reached_segment_id: stage.reachedSegmentId,
    stage_is_held: stage.isHeld ? 1 : 0,
    stage_next_meeting_id: stage.nextMeetingId,
  }
}

export function readLinkUp(row: LinkUpColumns): LinkUp {
  return {
    ...readProgramme(row.programme),
    seat: JSON.parse(row.director_seat),
    rollCall: row.roll_call === null ? null : JSON.parse(row.roll_call),
    rehearsal: row.rehearsal === null ? null : readRehearsal(row.rehearsal),
  }
}

export function linkUpColumns(linkUp: LinkUp): LinkUpColumns {
  return {
    programme: writeProgramme(linkUp),
    director_seat: JSON.stringify(linkUp.seat),
    roll_call: linkUp.rollCall === null ? null : JSON.stringify(linkUp.rollCall),
    rehearsal: linkUp.rehearsal === null ? null : JSON.stringify(linkUp.rehearsal),
  }
}

type ProgrammePart = Pick<LinkUp, 'programme' | 'programmeRevision' | 'recordings'>
type StoredProgramme = Revision & {
  readonly segments: Programme
  readonly recordings: readonly Recording[]
}

/** A plain list is a programme stored before programmes had revisions and not changed since. */
function readProgramme(text: string): ProgrammePart {
  const stored: StoredProgramme | Programme = JSON.parse(text)
  if (!('segments' in stored)) return { programme: stored, programmeRevision: neverRevised, recordings: [] }
  const { segments, revision, revisedAt, recordings } = stored
  return { programme: segments, programmeRevision: { revision, revisedAt }, recordings }
}

/** A rehearsal stored by an earlier version lacks the field for the next city. */
function readRehearsal(text: string): NonNullable<LinkUp['rehearsal']> {
  const stored: NonNullable<LinkUp['rehearsal']> = JSON.parse(text)
  return { ...stored, stage: { ...emptyStage, ...stored.stage } }
}

function writeProgramme({ programme, programmeRevision, recordings }: LinkUp): string {
  const stored: StoredProgramme = { segments: programme, ...programmeRevision, recordings }
  return JSON.stringify(stored)
}
