// What one process knows of a link-up in passing, and how that of several processes becomes one.
import {
  type CrewNow,
  delaySteps,
  kbpsSteps,
  type SeenWell,
  type WatchingReport,
} from '#shared/protocol/crew-now.ts'

/** By meeting: how many screens said each thing; delays and rates counted by step. */
export type Tally = {
  readonly screens: number
  readonly well: number
  readonly delays: readonly number[]
  readonly rates: readonly number[]
}

export type Here = {
  readonly hosts: readonly string[]
  readonly controlRooms: number
  readonly tallies: Readonly<Record<string, Tally>>
}

export const nobodyHere: Here = { hosts: [], controlRooms: 0, tallies: {} }

export function tally(reports: Iterable<WatchingReport>): Readonly<Record<string, Tally>> {
  const tallies: Record<string, { screens: number; well: number; delays: number[]; rates: number[] }> = {}
  for (const { meetingId, state, delayMs, kbps } of reports) {
    tallies[meetingId] ??= {
      screens: 0,
      well: 0,
      delays: delaySteps.map(() => 0),
      rates: kbpsSteps.map(() => 0),
    }
    const found = tallies[meetingId]
    found.screens += 1
    if (state === 'well') found.well += 1
    count(found.delays, delaySteps, delayMs)
    count(found.rates, kbpsSteps, kbps)
  }
  return tallies
}

function count(counted: number[], steps: readonly number[], value: number | null): void {
  if (value === null) return
  const index = steps.findIndex((step) => value <= step)
  const place = index === -1 ? steps.length - 1 : index
  counted[place] = (counted[place] ?? 0) + 1
}

export function together(gatheringId: string, all: readonly Here[]): CrewNow {
  const meetingIds = new Set(all.flatMap(({ tallies }) => Object.keys(tallies)))
  return {
    gatheringId,
    hosts: [...new Set(all.flatMap(({ hosts }) => hosts))].sort(),
    controlRooms: all.reduce((sum, here) => sum + here.controlRooms, 0),
    seenWell: [...meetingIds].sort().map((meetingId) => seenWell(meetingId, all)),
  }
}

function seenWell(meetingId: string, all: readonly Here[]): SeenWell {
  const tallies = all.flatMap(({ tallies: found }) => found[meetingId] ?? [])
  const sum = (read: (one: Tally) => number) => tallies.reduce((total, one) => total + read(one), 0)
  return {
    meetingId,
    screens: sum(({ screens }) => screens),
    well: sum(({ well }) => well),
    delayMs: middle(delaySteps, (step) => sum(({ delays }) => delays[step] ?? 0)),
    kbps: middle(kbpsSteps, (step) => sum(({ rates }) => rates[step] ?? 0)),
  }
}

/** The step in which the median lies. */
function middle(steps: readonly number[], countOf: (step: number) => number): number | null {
  const counts = steps.map((_, index) => countOf(index))
  const total = counts.reduce((sum, each) => sum + each, 0)
  if (total === 0) return null
  let before = 0
  const index = counts.findIndex((each) => {
    before += each
    return before * 2 >= total
  })
  return steps[index] ?? null
}

/** A host learns of their own city and of whether somebody directs. */
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
