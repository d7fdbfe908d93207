// Crew presence and stream reports of a link-up as one process knows them, and how those of several processes are merged.
import { z } from 'zod'
import {
  type CrewNow,
  delaySteps,
  kbpsSteps,
  type SeenWell,
  type WatchingReport,
} from '#shared/protocol/crew-presence.ts'
import { id } from '#shared/protocol/fields.ts'
import { limits } from '#shared/protocol/limits.ts'

const count = z.number().min(0).max(1_000_000)
const counts = z.array(count).max(Math.max(delaySteps.length, kbpsSteps.length))

/** Aggregates for one city: screens per answer; delays and bit rates as counts per step. It does not contain which screens reported. */
const tallySchema = z.object({ meetingId: id, screens: count, well: count, delays: counts, rates: counts })
export type Tally = Readonly<z.infer<typeof tallySchema>>

/** The message between processes. Another version of this program may send a different shape. */
export const hereSchema = z.object({
  hosts: z.array(id).max(limits.meetings + limits.proposals),
  controlRooms: count,
  tallies: z.array(tallySchema).max(limits.meetings + limits.proposals),
})
export type Here = {
  readonly hosts: readonly string[]
  readonly controlRooms: number
  readonly tallies: readonly Tally[]
}

export const nobodyHere: Here = { hosts: [], controlRooms: 0, tallies: [] }

/** A report with its weight: 1 for a single screen, less for one of many behind the same source. */
export type WeighedReport = Pick<WatchingReport, 'meetingId' | 'state' | 'delayMs' | 'kbps'> & {
  readonly weight: number
}

export function tally(reports: Iterable<WeighedReport>): readonly Tally[] {
  const tallies = new Map<string, { screens: number; well: number; delays: number[]; rates: number[] }>()
  for (const { meetingId, state, delayMs, kbps, weight } of reports) {
    const found = tallies.get(meetingId) ?? {
      screens: 0,
      well: 0,
      delays: delaySteps.map(() => 0),
      rates: kbpsSteps.map(() => 0),
    }
    tallies.set(meetingId, found)
    found.screens += weight
    if (state === 'well') found.well += weight
    countStep(found.delays, delaySteps, delayMs, weight)
    countStep(found.rates, kbpsSteps, kbps, weight)
  }
  return [...tallies].map(([meetingId, found]) => ({ meetingId, ...found }))
}

function countStep(counted: number[], steps: readonly number[], value: number | null, weight: number): void {
  if (value === null) return
  const index = steps.findIndex((step) => value <= step)
  const place = index === -1 ? steps.length - 1 : index
  counted[place] = (counted[place] ?? 0) + weight
}

export function together(gatheringId: string, all: readonly Here[]): CrewNow {
  const byMeeting = new Map<string, Tally[]>()
  for (const one of all.flatMap(({ tallies }) => tallies)) {
    byMeeting.set(one.meetingId, [...(byMeeting.get(one.meetingId) ?? []), one])
  }
  return {
    gatheringId,
    hosts: [...new Set(all.flatMap(({ hosts }) => hosts))].sort(),
    controlRooms: all.reduce((sum, here) => sum + here.controlRooms, 0),
    seenWell: [...byMeeting.keys()]
      .sort()
      .map((meetingId) => seenWell(meetingId, byMeeting.get(meetingId) ?? [])),
  }
}

function seenWell(meetingId: string, tallies: readonly Tally[]): SeenWell {
  const sum = (read: (one: Tally) => number) => tallies.reduce((total, one) => total + read(one), 0)
  const screens = Math.round(sum(({ screens: each }) => each))
  return {
    meetingId,
    screens,
    well: Math.min(screens, Math.round(sum(({ well }) => well))),
    delayMs: middle(delaySteps, (step) => sum(({ delays }) => delays[step] ?? 0)),
    kbps: middle(kbpsSteps, (step) => sum(({ rates }) => rates[step] ?? 0)),
  }
}

/** The step that contains the median. */
function middle(steps: readonly number[], countOf: (step: number) => number): number | null {
  const counted = steps.map((_, index) => countOf(index))
  const total = counted.reduce((sum, each) => sum + each, 0)
  if (total === 0) return null
  let before = 0
  const index = counted.findIndex((each) => {
    before += each
    return before * 2 >= total
  })
  return steps[index] ?? null
}

/** A host sees only their own city, and whether a director is present. */
export function forHost(
  { gatheringId, hosts, controlRooms, seenWell: all }: CrewNow,
  meetingId: string,
): CrewNow {
  return {
    gatheringId,
    hosts: hosts.filter((host) => host === meetingId),
    controlRooms,
    seenWell: all.filter((one) => one.meetingId === meetingId),
  }
}
