// What passes and is kept nowhere: who of the crew is there just now, and how well the cities' streams are seen.
import { z } from 'zod'
import { id } from './fields.ts'

export const watchingStates = ['well', 'poorly', 'not'] as const
export type WatchingState = (typeof watchingStates)[number]

/** What one screen says of the stream that it plays, about every 10 s and when that changes. */
export const watchingReport = z.object({
  gatheringId: id,
  meetingId: id,
  state: z.enum(watchingStates),
  /** How far behind the city its picture is, ms; null where nobody can tell. */
  delayMs: z.number().min(0).max(600_000).nullable(),
  /** What comes through, kbit/s. */
  kbps: z.number().min(0).max(100_000).nullable(),
})
export type WatchingReport = z.infer<typeof watchingReport>

/** How well one city's stream is seen, by what its screens said lately. */
export type SeenWell = {
  readonly meetingId: string
  readonly screens: number
  /** Of these, how many play without a stall. */
  readonly well: number
  /** The middle one, ms, in the steps of `delaySteps`; null while none can tell. */
  readonly delayMs: number | null
  /** The middle one, kbit/s, in the steps of `kbpsSteps`. */
  readonly kbps: number | null
}

/** What few screens claim, or many from one of them, moves a middle in such steps little. */
export const delaySteps = [2000, 5000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 120_000, 600_000]
export const kbpsSteps = [100, 250, 500, 1000, 2000, 4000, 8000, 100_000]

export type CrewNow = {
  readonly gatheringId: string
  /** Cities whose host has their desk open; for a host, their own alone. */
  readonly hosts: readonly string[]
  /** Open control rooms. */
  readonly controlRooms: number
  readonly seenWell: readonly SeenWell[]
}

export const seatRenewal = z.object({ gatheringId: id, seatId: id })
