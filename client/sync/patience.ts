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

/** 1.5 s for the first tries, then longer and longer. */
export function retryAfterMs({ tries }: Pick<Trouble, 'tries'>): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, tries - stuckAfterTries))
}
