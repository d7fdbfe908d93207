// A default programme: an opening, a report from each city from east to west, and a closing.
import type { Segment } from '#shared/domain/programme.ts'
import { maxSegments } from '#shared/domain/programme.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'

const minuteMs = 60_000
const longestFrameMs = 10 * minuteMs
const longestReportMs = 15 * minuteMs
/** The shortest useful segment. */
const shortestMs = minuteMs

type Words = { readonly closing: string }

/** Whole minutes that fit into the gathering's length; cities that get no minute are left out. */
export function startingRundown(
  gathering: Pick<GatheringView, 'lengthMs' | 'leadPlace' | 'languages'>,
  meetings: readonly MeetingView[],
  words: Words,
  makeId: () => string,
): readonly Segment[] {
  const cities = meetings
    .filter(({ status }) => status === 'approved')
    .sort((a, b) => b.place.longitude - a.place.longitude)
  const lead = cities.find(({ place }) => place.placeId === gathering.leadPlace?.placeId) ?? null
  const others = cities.filter((city) => city !== lead)
  const language = gathering.languages[0] ?? 'ar'
  const frameMs = clampMinutes(gathering.lengthMs / 10, longestFrameMs)
  const restMs = Math.max(0, gathering.lengthMs - 2 * frameMs)
  const reporting = others.slice(0, Math.min(Math.floor(restMs / shortestMs), maxSegments - 2))
  const reportMs = clampMinutes(restMs / Math.max(1, reporting.length), longestReportMs)
  const segment = (
    part: Pick<Segment, 'kind' | 'title' | 'lengthMs' | 'meetingId'>,
    spoken: string,
  ): Segment => ({
    ...part,
    segmentId: makeId(),
    language: spoken,
    pinnedMs: null,
    overrun: 'push',
  })
  const framed = { meetingId: lead?.meetingId ?? null, lengthMs: frameMs }
  return [
    segment({ ...framed, kind: 'opening', title: '' }, language),
    ...reporting.map(({ meetingId, languages }) =>
      segment({ meetingId, kind: 'report', title: '', lengthMs: reportMs }, languages[0] ?? language),
    ),
    segment({ ...framed, kind: 'speech', title: words.closing }, language),
  ]
}

function clampMinutes(ms: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(shortestMs, Math.floor(ms / minuteMs) * minuteMs))
}
