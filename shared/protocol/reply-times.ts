// When people replied, in stretches of ten minutes: shown to organizers, and used to find bursts.

/** Numbers of people by the current state of their replies. */
export type ReplyStretch = {
  /** The first of its ten minutes, in minutes since 1970. */
  readonly fromMinute: number
  readonly asked: number
  readonly confirmed: number
  readonly waiting: number
  readonly declined: number
  /** How many of the `asked` a burst holds. */
  readonly held: number
  /** Some of its replies came in a burst. */
  readonly isBurst: boolean
}

export type ReplyTimes = {
  readonly cities: readonly { readonly meetingId: string; readonly stretches: readonly ReplyStretch[] }[]
}

export const stretchMinutes = 10

/** A burst: consecutive stretches. `toMinute` is its last minute. */
export type Burst = { readonly fromMinute: number; readonly toMinute: number; readonly held: number }

/** Bursts with replies that are still `asked`, the latest first. */
export function burstsOf(
  stretches: readonly Pick<ReplyStretch, 'fromMinute' | 'held' | 'isBurst'>[],
): Burst[] {
  const bursts: Burst[] = []
  for (const { fromMinute, held } of stretches
    .filter(({ isBurst }) => isBurst)
    .sort((one, other) => one.fromMinute - other.fromMinute)) {
    const toMinute = fromMinute + stretchMinutes - 1
    const before = bursts.at(-1)
    if (before?.toMinute === fromMinute - 1)
      bursts[bursts.length - 1] = { ...before, toMinute, held: before.held + held }
    else bursts.push({ fromMinute, toMinute, held })
  }
  return bursts.filter((burst) => burst.held > 0).reverse()
}
