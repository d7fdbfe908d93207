// Revision of a calendar entry: how often it has changed, and when it last did.

export type Revision = {
  /** Increases whenever the calendar entry changes. Never decreases. */
  readonly revision: number
  /** Time of the last change, epoch ms; 0 if it never changed. */
  readonly revisedAt: number
}

export const neverRevised: Revision = { revision: 0, revisedAt: 0 }

export function revise<Revised extends Revision>(revised: Revised, now: number): Revised {
  return { ...revised, revision: revised.revision + 1, revisedAt: Math.max(now, revised.revisedAt) }
}

/**
 * Combines the revisions of several parts into one number and time. Each part only grows, so the sum does too (SEQUENCE, RFC 5545
 * §3.8.7.4).
 */
export function sumOfRevisions(...parts: readonly Revision[]): Revision {
  return {
    revision: parts.reduce((sum, { revision }) => sum + revision, 0),
    revisedAt: Math.max(0, ...parts.map(({ revisedAt }) => revisedAt)),
  }
}
