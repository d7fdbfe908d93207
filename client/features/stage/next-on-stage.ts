// Which city is likely to have the stage next, and when: what is fetched ahead of the hand-over.
import { expectSlots } from '#shared/domain/programme.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { StageMeeting } from './stage-meeting.ts'

export type NextOnStage = {
  readonly meeting: StageMeeting
  /** Epoch ms; null: whenever the director likes. */
  readonly from: number | null
}

/** The city that was put next by hand, as far as this reader may know of it. */
export function putNext({
  stage,
  meetings,
}: Pick<Snapshot, 'stage' | 'meetings'>): Snapshot['meetings'][number] | null {
  return meetings.find(({ meetingId }) => meetingId === stage.nextMeetingId) ?? null
}

/** By hand; else by the programme while there is one; else the city that has said last that it is ready. Null where nobody can tell. */
export function nextOnStage(
  { gathering, programme, stage, meetings }: Pick<Snapshot, 'gathering' | 'programme' | 'stage' | 'meetings'>,
  now: number,
): NextOnStage | null {
  const put = putNext({ stage, meetings })
  if (put !== null) return { meeting: put, from: null }
  const next =
    gathering.startsAt === null
      ? undefined
      : expectSlots(programme, gathering.startsAt, stage, now).find(({ state }) => state === 'next')
  if (next !== undefined) {
    const meeting = meetings.find(({ meetingId }) => meetingId === next.segment.meetingId)
    return meeting === undefined ? null : { meeting, from: next.from }
  }
  const [ready] = meetings
    .filter(({ meetingId, link }) => link.status === 'ready' && meetingId !== stage.meetingId)
    .sort((a, b) => b.link.since - a.link.since)
  return ready === undefined ? null : { meeting: ready, from: null }
}

/** Two streams at once cost twice as much, so only shortly before. */
const aheadMs = 40_000

export function isDueSoon({ from }: NextOnStage, now: number): boolean {
  return from === null || from - now <= aheadMs
}
