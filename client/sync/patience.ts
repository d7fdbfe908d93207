// How long a command is tried that meets trouble again and again, and when the trouble is its own and not everybody's.

/** What became of one command so far. */
export type Trouble = {
  readonly tries: number
  /** The first failed try, epoch ms of this device. */
  readonly since: number
  /** Commands that were answered before the first failed try. */
  readonly answeredBefore: number
  /** Failed tries after other commands were answered: the server works, and this command does not. */
  readonly triesSinceOthers: number
}

const stuckAfterTries = 3
const stuckAfterMs = 10_000
const ownAfterTries = 2
const firstRetryMs = 1500
const longestRetryMs = 30_000
const longestTriedMs = 24 * 60 * 60 * 1000
/** Epoch ms in base 36, until the year 2059, and then 120 random bits. */
const clockDigits = 8
const leastTimedLength = clockDigits + 20
const firstTime = Date.UTC(2024, 0, 1)

/** One more failed try. `answered` counts the commands that this page got an answer to. */
export function troubleAgain(before: Trouble | undefined, now: number, answered: number): Trouble {
  if (before === undefined) return { tries: 1, since: now, answeredBefore: answered, triesSinceOthers: 0 }
  const isOwn = answered > before.answeredBefore
  return {
    ...before,
    tries: before.tries + 1,
    triesSinceOthers: before.triesSinceOthers + (isOwn ? 1 : 0),
  }
}

/** It is time to say so, and to let the next command of the same gathering try. */
export function isStuck({ tries, since }: Trouble, now: number): boolean {
  return tries >= stuckAfterTries && now - since >= stuckAfterMs
}

/** Others get through and this one does not: it must not hold them up any longer. */
export function isItsOwn(trouble: Trouble, now: number): boolean {
  return isStuck(trouble, now) && trouble.triesSinceOthers >= ownAfterTries
}

/**
 * Made more than a day ago by this device's clock: nobody waits for it any more, and nothing tells an outage of so long from a command that the
 * server can never carry out. It is not tried for ever, also not over reloads. `commandId` begins with the clock (`makeCommandId`).
 */
export function isTooOld(commandId: string, now: number): boolean {
  const madeAt = Number.parseInt(commandId.slice(0, clockDigits), 36)
  // Ids of other forms say no time: only those that say one of the last years are believed.
  const isTime = commandId.length >= leastTimedLength && madeAt > firstTime && madeAt <= now
  return isTime && now - madeAt > longestTriedMs
}

/** 1.5 s for the first tries, then longer and longer. */
export function retryAfterMs({ tries }: Pick<Trouble, 'tries'>): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, tries - stuckAfterTries))
}
