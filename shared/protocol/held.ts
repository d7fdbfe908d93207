// The data stored about a participant, shown to the holder of their secret.
import { z } from 'zod'
import type { AttendanceState } from '../domain/attendance.ts'
import { credential } from './fields.ts'

export const heldRequest = z.object({ credential })

export type HeldView = {
  readonly code: string
  readonly partySize: number
  readonly state: AttendanceState
  /** When the reply was made, epoch ms, rounded to the minute; null for older replies without it. */
  readonly repliedAt: number | null
  readonly arrived: number
  readonly vouched: boolean
  /** Cities that the reply left through mergers; stored so that it can return. */
  readonly leftCities: number
  /** Until when a cancelled reply can be restored, epoch ms; null if it is not cancelled. */
  readonly cancelledUntil: number | null
  /** All of it is erased by the end of this day (UTC, epoch ms); null if nothing remains to be erased. */
  readonly purgeAt: number | null
}

export type HeldAnswer =
  | { readonly ok: true; readonly held: HeldView }
  | { readonly ok: false; readonly reason: 'link-not-valid' | 'malformed' }
