// A programme to begin with: the agenda's items with their minutes, or an opening and a closing; between them a report from each city from
// the east to the west.
import { ownValue } from '#shared/domain/own-value.ts'
import type { Segment } from '#shared/domain/programme.ts'
import { maxSegments } from '#shared/domain/programme.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'

const minuteMs = 60_000
const longestFrameMs = 10 * minuteMs
const longestReportMs = 15 * minuteMs
/** One more than nothing can be said in. */
const shortestMs = minuteMs

type Words = { readonly closing: string }

/** Whole minutes that fit into the gathering's length; cities that find no minute in it are left out. */
export function startingRundown(
  gathering: Pick<GatheringView, 'lengthMs' | 'leadPlace' | 'languages' | 'texts'>,
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
  const agenda = timedAgenda(gathering)
  const frameMs = clampMinutes(gathering.lengthMs / 10, longestFrameMs)
  const framesMs = agenda.length === 0 ? 2 * frameMs : agenda.reduce((sum, { lengthMs }) => sum + lengthMs, 0)
  const restMs = Math.max(0, gathering.lengthMs - framesMs)
  const frames = Math.max(2, agenda.length)
  const reporting = others.slice(0, Math.min(Math.floor(restMs / shortestMs), maxSegments - frames))
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
  const reports = reporting.map(({ meetingId, languages }) =>
    segment({ meetingId, kind: 'report', title: '', lengthMs: reportMs }, languages[0] ?? language),
  )
  if (agenda.length > 0) {
    const items = agenda.map((item) => segment({ ...framed, ...item, kind: 'speech' }, language))
    return [...items.slice(0, -1), ...reports, ...items.slice(-1)]
  }
  return [
    segment({ ...framed, kind: 'opening', title: '' }, language),
    ...reports,
    segment({ ...framed, kind: 'speech', title: words.closing }, language),
  ]
}

/** The agenda in the main language, where each item has its minutes and all of them fit into the gathering; else nothing. */
function timedAgenda(
  gathering: Pick<GatheringView, 'lengthMs' | 'languages' | 'texts'>,
): readonly { readonly title: string; readonly lengthMs: number }[] {
  const agenda = ownValue(gathering.texts, gathering.languages[0] ?? '')?.agenda ?? []
  const items = agenda.map(({ title, minutes }) => ({
    title: shortened(title),
    lengthMs: (minutes ?? 0) * minuteMs,
  }))
  const wholeMs = items.reduce((sum, { lengthMs }) => sum + lengthMs, 0)
  const isTimed = items.every(({ lengthMs }) => lengthMs > 0)
  return isTimed && wholeMs <= gathering.lengthMs && items.length <= maxSegments ? items : []
}

/** A segment's title is shorter than an agenda's item may be. */
function shortened(title: string): string {
  if (title.length <= limits.segmentTitle) return title
  const cut = title.slice(0, limits.segmentTitle - 1).replace(/[\ud800-\udbff]$/, '')
  return `${cut.trimEnd()}…`
}

function clampMinutes(ms: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(shortestMs, Math.floor(ms / minuteMs) * minuteMs))
}
