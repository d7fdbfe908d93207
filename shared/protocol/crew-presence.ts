// Ephemeral data, never stored: which crew members are present, and how well viewers receive the cities' streams.
import { z } from 'zod'
import { id } from './fields.ts'

export const watchingStates = ['well', 'poorly', 'not'] as const
export type WatchingState = (typeof watchingStates)[number]

/** One screen's report on the stream it plays, about every 10 s and on every change. */
export const watchingReport = z.object({
  gatheringId: id,
  meetingId: id,
  state: z.enum(watchingStates),
  /** The picture's delay behind the city, ms; null if unknown. */
  delayMs: z.number().min(0).max(600_000).nullable(),
  /** Throughput, kbit/s. */
  kbps: z.number().min(0).max(100_000).nullable(),
})
export type WatchingReport = z.infer<typeof watchingReport>

/** How well viewers receive one city's stream, from recent reports. */
export type SeenWell = {
  readonly meetingId: string
  readonly screens: number
  /** How many of these screens play without stalling. */
  readonly well: number
  /** The median delay, ms, in the steps of `delaySteps`; null if no screen knows it. */
  readonly delayMs: number | null
  /** The median throughput, kbit/s, in the steps of `kbpsSteps`. */
  readonly kbps: number | null
}

/** With such coarse steps, false reports from a few sources hardly move a median. */
export const delaySteps = [2000, 5000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 120_000, 600_000]
export const kbpsSteps = [100, 250, 500, 1000, 2000, 4000, 8000, 100_000]

export type CrewNow = {
  readonly gatheringId: string
  /** Cities whose host has their page open; for a host, only their own city. */
  readonly hosts: readonly string[]
  /** Number of open control rooms. */
  readonly controlRooms: number
  readonly seenWell: readonly SeenWell[]
}

export const seatRenewal = z.object({ gatheringId: id, seatId: id })
