// Thrown if a queue is full, and answered with 503 and `Retry-After`.

export class TooBusy extends Error {
  /** Seconds. */
  readonly retryAfterS: number
  constructor(what: string, retryAfterS = 2) {
    super(`too much waits: ${what}`)
    this.retryAfterS = retryAfterS
  }
}
