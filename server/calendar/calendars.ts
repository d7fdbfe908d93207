// Builds calendars: one meeting, a gathering's meetings, a gathering as one entry, many gatherings, one's own replies.
import { textFor } from '#shared/domain/gathering.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import type { Plan } from '../reading/plan.ts'
import {
  gatheringEntry,
  meetingEntry,
  type Reader,
  type RevisedReply,
  replyEntry,
  segmentEntries,
  withAlarms,
  withdrawnEntry,
} from './entries.ts'
import { type Calendar, type Entry, type Words, writeCalendar } from './icalendar.ts'
import { timeZoneLines } from './time-zone.ts'

/** An iCalendar text, and the time of its last change (epoch ms). */
export type Written = { readonly text: string; readonly changedAt: number }

/** `path`: where a subscriber fetches it again, relative to the origin. */
type Asked = Reader & { readonly path: string }

/** How often subscribers refresh, in minutes. */
const refreshMinutes = 60
const ownName = { text: 'Multaqa · ملتقى', language: 'ar' } as const satisfies Words

/** Null if strangers may not know of the meeting, or never saw a date for it. */
export function meetingCalendar(plan: Plan, meetingId: string, asked: Asked): Written | null {
  const { gathering } = plan
  const meeting = plan.meetings.find((view) => view.meetingId === meetingId)
  const withdrawn = plan.withdrawn.find((view) => view.meetingId === meetingId)
  const entry =
    meeting !== undefined
      ? meetingEntry(gathering, meeting, asked)
      : withdrawn !== undefined
        ? withdrawnEntry(gathering, withdrawn, asked)
        : null
  return entry === null ? null : write([withAlarms(entry)], entry.summary, plan, asked)
}

/** All meetings of a gathering; without alarms, which would ring for all cities at once. */
export function meetingsCalendar(plan: Plan, asked: Asked): Written {
  return write(entriesOf(plan, asked), titleOf(plan.gathering, asked), plan, asked)
}

export function gatheringCalendar(plan: Plan, asked: Asked): Written {
  const entry = gatheringEntry(plan, asked)
  const entries = entry === null ? [] : [withAlarms(entry)]
  return write(entries, titleOf(plan.gathering, asked), plan, asked)
}

/** The programme, with one entry per segment. */
export function programmeCalendar(plan: Plan, asked: Asked): Written {
  return write(segmentEntries(plan, asked), titleOf(plan.gathering, asked), plan, asked)
}

export type Filter = {
  /** ISO 3166-1 alpha-2. If set, the calendar lists the country's meetings in place of whole gatherings. */
  readonly country: string | undefined
  /** Only gatherings written in this language, or meetings held in it. */
  readonly spoken: string | undefined
}

/** One entry per gathering, or per meeting if a country is given. */
export function installationCalendar(plans: readonly Plan[], filter: Filter, asked: Asked): Written {
  const entries = plans.flatMap((plan) => {
    if (filter.country !== undefined) return entriesOf(withinFilter(plan, filter), asked)
    const entry = isIn(plan.gathering.languages, filter.spoken) ? gatheringEntry(plan, asked) : null
    return entry === null ? [] : [entry]
  })
  return write(entries, ownName, null, asked)
}

/** `replies`: each with its gathering. */
export function repliesCalendar(replies: readonly RevisedReply[], asked: Asked): Written {
  const entries = replies.map((reply) => replyEntry(reply, asked))
  return write(
    entries.filter((entry) => entry !== null),
    ownName,
    null,
    asked,
  )
}

function entriesOf(plan: Plan, reader: Reader): Entry[] {
  const { gathering } = plan
  return [
    ...plan.meetings.map((meeting) => meetingEntry(gathering, meeting, reader)),
    ...plan.withdrawn.map((meeting) => withdrawnEntry(gathering, meeting, reader)),
  ].filter((entry) => entry !== null)
}

function withinFilter(plan: Plan, { country, spoken }: Filter): Plan {
  return {
    ...plan,
    meetings: plan.meetings.filter(
      ({ place, languages }) => place.countryCode === country && isIn(languages, spoken),
    ),
    withdrawn:
      spoken === undefined ? plan.withdrawn.filter(({ place }) => place.countryCode === country) : [],
  }
}

function isIn(languages: readonly string[], language: string | undefined): boolean {
  return language === undefined || languages.some((each) => each.split('-')[0] === language)
}

function titleOf(gathering: GatheringView, { language }: Reader): Words {
  const found = textFor(gathering, language)
  return { text: found.text.title, language: found.language }
}

function write(entries: readonly Entry[], name: Words, plan: Plan | null, asked: Asked): Written {
  const changedAt = Math.max(plan?.gathering.revisedAt ?? 0, ...entries.map((entry) => entry.changedAt))
  const timeZones = timeZonesOf(entries)
  const calendar: Calendar = {
    name,
    source: `${asked.origin}${asked.path}`,
    refreshMinutes,
    changedAt,
    // A calendar without entries still needs a component (RFC 5545 §3.6); a VTIMEZONE has no visible effect.
    timeZones: entries.length === 0 ? [timeZoneLines('UTC', changedAt, changedAt)] : timeZones,
    entries,
  }
  return { text: writeCalendar(calendar), changedAt }
}

function timeZonesOf(entries: readonly Entry[]): string[][] {
  const spans = new Map<string, { from: number; to: number }>()
  for (const { when } of entries) {
    if (when.kind !== 'local') continue
    // The range of years with entries, in any zone.
    const [from, to] = [Date.parse(`${when.from}Z`), Date.parse(`${when.to}Z`)]
    const span = spans.get(when.timeZone) ?? { from, to }
    spans.set(when.timeZone, { from: Math.min(span.from, from), to: Math.max(span.to, to) })
  }
  return [...spans].map(([timeZone, { from, to }]) => timeZoneLines(timeZone, from, to))
}
