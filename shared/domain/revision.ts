// What stands in people's calendars: how often it has changed, and when it last did.

export type Revision = {
  /** Raised whenever what stands in people's calendars has changed. Never goes down. */
  readonly revision: number
  /** When that last happened, epoch ms; 0 as long as it never did. */
  readonly revisedAt: number
}

export const neverRevised: Revision = { revision: 0, revisedAt: 0 }

export function revise<Revised extends Revision>(revised: Revised, now: number): Revised {
  return { ...revised, revision: revised.revision + 1, revisedAt: Math.max(now, revised.revisedAt) }
}

/**
 * One number and one time for something that stands in a calendar because of several things: as each only grows, so does their sum
 * (SEQUENCE, RFC 5545 §3.8.7.4).
 */
export function sumOfRevisions(...parts: readonly Revision[]): Revision {
  return {
    revision: parts.reduce((sum, { revision }) => sum + revision, 0),
    revisedAt: Math.max(0, ...parts.map(({ revisedAt }) => revisedAt)),
  }
}
