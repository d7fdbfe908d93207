// What is thrown, and answered with 503 and the time to come again, where more work waits than its bound allows.

export class TooBusy extends Error {
  /** Seconds. */
  readonly retryAfterS: number
  constructor(what: string, retryAfterS = 2) {
    super(`too much waits: ${what}`)
    this.retryAfterS = retryAfterS
  }
}
