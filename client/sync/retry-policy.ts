// How long to retry a command that keeps failing, and when the fault is this command's rather than the server's.

/** The failures of one command so far. */
export type Trouble = {
  readonly tries: number
  /** The first failed try, epoch ms of this device. */
  readonly since: number
  /** Number of commands answered before the first failed try. */
  readonly answeredBefore: number
  /** Failed tries since another command was answered: the server works, but not for this command. */
  readonly triesSinceOthers: number
}

const stuckAfterTries = 3
const stuckAfterMs = 10_000
const ownAfterTries = 2
const firstRetryMs = 1500
const longestRetryMs = 30_000
const longestTriedMs = 24 * 60 * 60 * 1000
/** Command ids begin with epoch ms in base 36 (8 digits until 2059), followed by 120 random bits. */
const clockDigits = 8
const leastTimedLength = clockDigits + 20
const firstTime = Date.UTC(2024, 0, 1)

/** Records one more failed try. `answered` is the number of commands that were answered on this page. */
export function troubleAgain(before: Trouble | undefined, now: number, answered: number): Trouble {
  if (before === undefined) return { tries: 1, since: now, answeredBefore: answered, triesSinceOthers: 0 }
  const isOwn = answered > before.answeredBefore
  return {
    ...before,
    tries: before.tries + 1,
    triesSinceOthers: before.triesSinceOthers + (isOwn ? 1 : 0),
  }
}

/** True when the person should be informed and the next command of the same gathering may be tried. */
export function isStuck({ tries, since }: Trouble, now: number): boolean {
  return tries >= stuckAfterTries && now - since >= stuckAfterMs
}

/** Other commands succeed and this one does not: it must no longer block them. */
export function isItsOwn(trouble: Trouble, now: number): boolean {
  return isStuck(trouble, now) && trouble.triesSinceOthers >= ownAfterTries
}

/**
 * Made more than a day ago by this device's clock: nobody waits for it any more, and after so long an outage looks the same as a command
 * that the server can never carry out. So retries end, also across reloads. `commandId` begins with the clock (`makeCommandId`).
 */
export function isTooOld(commandId: string, now: number): boolean {
  const madeAt = Number.parseInt(commandId.slice(0, clockDigits), 36)
  // Ids in other formats contain no time: accept only times since 2024 and not in the future.
  const isTime = commandId.length >= leastTimedLength && madeAt > firstTime && madeAt <= now
  return isTime && now - madeAt > longestTriedMs
}

/** Exponential back-off: 1.5 s for the first tries, then doubling up to a limit. */
export function retryAfterMs({ tries }: Pick<Trouble, 'tries'>): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, tries - stuckAfterTries))
}
