// What is kept about a participant, as they read it by their secret.
import { z } from 'zod'
import type { AttendanceState } from '../domain/attendance.ts'
import { credential } from './fields.ts'

export const heldRequest = z.object({ credential })

export type HeldView = {
  readonly code: string
  readonly partySize: number
  readonly state: AttendanceState
  /** When it was placed, epoch ms, to the minute; null for replies from before that was kept. */
  readonly repliedAt: number | null
  readonly arrived: number
  readonly vouched: boolean
  /** Cities that the reply left by mergers, so that it can be brought back. */
  readonly leftCities: number
  /** Until when a cancelled reply can be taken back, epoch ms; null for one that is not cancelled. */
  readonly cancelledUntil: number | null
  /** By the end of this day (UTC, epoch ms) all of it is erased; null where nothing more will be. */
  readonly purgeAt: number | null
}

export type HeldAnswer =
  | { readonly ok: true; readonly held: HeldView }
  | { readonly ok: false; readonly reason: 'link-not-valid' | 'malformed' }
