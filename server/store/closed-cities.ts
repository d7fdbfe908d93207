// Removes cities from a gathering's row: nothing of cities unknown to the public stays in its stage, programme, roll-call and recordings.
import type { Exposure } from '#shared/domain/exposure.ts'
import type { Gathering } from '#shared/domain/gathering.ts'
import type { MeetingStatus } from '#shared/domain/meeting.ts'
import { parseMergePath } from '#shared/domain/merge-path.ts'
import { applyStageHanded, type Stage } from '#shared/domain/stage.ts'
import { makeSecret } from '../secrets.ts'
import { paddedPieces } from './bulk-statements.ts'
import type { GatheringRecord } from './gathering-rows.ts'
import { linkUpColumns, stageColumns } from './link-up-columns.ts'
import { noteStage } from './stage-run-rows.ts'
import type { MeetingTable, Queries } from './tables.ts'

type Standing = Pick<MeetingTable, 'status' | 'exposure' | 'was_announced' | 'merged_into'>

/**
 * Whether the public can know of this city: it is public now, or it is in public calendars as cancelled or merged. The public knows nothing
 * of a gathering that was never published.
 */
export function isKnownToStrangers(row: Standing, { publishedAt }: Pick<Gathering, 'publishedAt'>): boolean {
  if (publishedAt === null) return false
  const { existence } = JSON.parse(row.exposure) as Exposure
  if (existence !== 'public') return false
  const status = row.status as MeetingStatus
  if (status === 'withdrawn') return row.was_announced === 1 || row.merged_into !== null
  return status === 'approved'
}

/**
 * The columns of a gathering's row without these cities. Leaving the stage counts as a stage change. A closed city's segments keep their
 * position and time; title, recordings and answers are removed.
 */
export async function columnsWithout(
  db: Queries,
  record: GatheringRecord,
  { leaving, closed }: { readonly leaving: ReadonlySet<string>; readonly closed: ReadonlySet<string> },
  now: number,
): Promise<ReturnType<typeof linkUpColumns> & ReturnType<typeof stageColumns>> {
  const { linkUp } = record
  const { gatheringId } = record.gathering
  const stage = stageWithout(record.stage, leaving, now)
  if (stage.fence !== record.stage.fence) await noteStage(db, gatheringId, stage, now)
  const isClosed = (meetingId: string | null) => meetingId !== null && closed.has(meetingId)
  const closedSegments = new Set(
    linkUp.programme.filter(({ meetingId }) => isClosed(meetingId)).map(({ segmentId }) => segmentId),
  )
  return {
    ...stageColumns(stage),
    ...linkUpColumns({
      ...linkUp,
      programme: linkUp.programme.map((segment) =>
        isClosed(segment.meetingId)
          ? // A random id that no city has: everybody sees the segment as closed.
            { ...segment, meetingId: makeSecret().slice(0, 16), title: '', language: '', kind: 'report' }
          : segment,
      ),
      recordings: linkUp.recordings.filter(
        ({ meetingId, segmentId }) =>
          !isClosed(meetingId) && (segmentId === null || !closedSegments.has(segmentId)),
      ),
      rollCall: linkUp.rollCall && {
        ...linkUp.rollCall,
        answers: Object.fromEntries(
          Object.entries(linkUp.rollCall.answers).filter(([meetingId]) => !leaving.has(meetingId)),
        ),
      },
      rehearsal: linkUp.rehearsal && {
        ...linkUp.rehearsal,
        stage: stageWithout(linkUp.rehearsal.stage, leaving, now),
        rollCall: null,
      },
    }),
  }
}

function stageWithout(stage: Stage, leaving: ReadonlySet<string>, now: number): Stage {
  const isNext = stage.nextMeetingId !== null && leaving.has(stage.nextMeetingId)
  const kept = isNext ? { ...stage, nextMeetingId: null } : stage
  if (kept.meetingId === null || !leaving.has(kept.meetingId)) return kept
  return applyStageHanded(kept, { meetingId: null, segmentId: null }, now)
}

/**
 * Deletes the rows and zone readings of closed cities, clears them from the stage history, and removes their ids from other cities and
 * replies.
 */
export async function deleteClosedCities(
  db: Queries,
  gatheringId: string,
  closed: ReadonlySet<string>,
): Promise<void> {
  const meetingIds = [...closed]
  if (meetingIds.length === 0) return
  for (const meetingId of meetingIds) {
    for (const table of ['meetings', 'zone_readings'] as const)
      await db.deleteFrom(table).where('meeting_id', '=', meetingId).execute()
    await db
      .updateTable('stage_runs')
      .set({ meeting_id: null, segment_id: null })
      .where('gathering_id', '=', gatheringId)
      .where('meeting_id', '=', meetingId)
      .execute()
  }
  await unnameInOthers(db, gatheringId, closed)
}

/** Removes closed cities from other cities' lists of mergers and from the merge paths of replies. */
async function unnameInOthers(db: Queries, gatheringId: string, closed: ReadonlySet<string>): Promise<void> {
  const others = await db
    .selectFrom('meetings')
    .select(['meeting_id', 'merged_from', 'merged_into'])
    .where('gathering_id', '=', gatheringId)
    .execute()
  for (const row of others) {
    const merged = JSON.parse(row.merged_from) as readonly { readonly meetingId: string }[]
    const known = merged.filter(({ meetingId }) => !closed.has(meetingId))
    const isInto = row.merged_into !== null && closed.has(row.merged_into)
    if (known.length === merged.length && !isInto) continue
    await db
      .updateTable('meetings')
      .set({ merged_from: JSON.stringify(known), ...(isInto ? { merged_into: null } : {}) })
      .where('meeting_id', '=', row.meeting_id)
      .execute()
  }
  await forgetWaysBack(db, gatheringId, closed)
}

/** Makes replies that were merged from these cities belong to their current city: their origin is deleted. */
export async function forgetWaysBack(
  db: Queries,
  gatheringId: string,
  meetingIds: ReadonlySet<string>,
): Promise<void> {
  for (const meetingId of meetingIds) {
    const rows = await db
      .selectFrom('attendances')
      .select(['attendance_id', 'merged_from'])
      .where('gathering_id', '=', gatheringId)
      .where('merged_from', 'like', `%${meetingId}%`)
      .execute()
    const ids = rows
      .filter((row) => parseMergePath(row.merged_from).some((step) => step.meetingId === meetingId))
      .map((row) => row.attendance_id)
    for (const piece of paddedPieces(ids)) {
      await db
        .updateTable('attendances')
        .set({ merged_from: null })
        .where('attendance_id', 'in', piece)
        .execute()
    }
  }
}
