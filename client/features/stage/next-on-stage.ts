// Which city will probably be on stage next, and when, so that its stream can be preloaded.
import { expectSlots } from '#shared/domain/programme.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { StageMeeting } from './stage-meeting.ts'

export type NextOnStage = {
  readonly meeting: StageMeeting
  /** Epoch ms; null: whenever the director decides. */
  readonly from: number | null
}

/** The city that was set as next manually, if this reader may know it. */
export function putNext({
  stage,
  meetings,
}: Pick<Snapshot, 'stage' | 'meetings'>): Snapshot['meetings'][number] | null {
  return meetings.find(({ meetingId }) => meetingId === stage.nextMeetingId) ?? null
}

/** The manually set city, else the programme's next one, else the city that last reported ready. Null if unknown. */
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

/** How early to preload: two streams at once take twice the bandwidth. */
const aheadMs = 40_000

export function isDueSoon({ from }: NextOnStage, now: number): boolean {
  return from === null || from - now <= aheadMs
}
