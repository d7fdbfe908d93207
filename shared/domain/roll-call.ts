// The roll-call: the director calls, each city answers once, and missing answers are visible.
import { ownValue } from './own-value.ts'
export type RollCall = {
  readonly rollId: string
  readonly calledAt: number
  /** Null while cities may still answer. */
  readonly endedAt: number | null
  /** Answer time of each city, epoch ms, by meeting id. */
  readonly answers: Readonly<Record<string, number>>
}

/** The first answer counts. */
export function answerRoll(roll: RollCall, meetingId: string, at: number): RollCall {
  if (ownValue(roll.answers, meetingId) !== undefined) return roll
  return { ...roll, answers: { ...roll.answers, [meetingId]: at } }
}
