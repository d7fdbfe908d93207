// Whether this process can serve now: it is not ending, and its database answers.
import { setTimeout as pause } from 'node:timers/promises'

export type Readiness = { readonly isReady: boolean; readonly reason: 'stopping' | 'database-away' | null }

/** A balancer does not wait longer. */
const patienceMs = 2000
/** Anybody may ask; the database is asked once in this time. */
const knownForMs = 500

/** `ping` rejects while the database cannot be read. */
export function createReadiness(
  ping: () => Promise<unknown>,
  isStopping: () => boolean,
): () => Promise<Readiness> {
  let asked: Promise<boolean> = Promise.resolve(true)
  let askedAt = Number.NEGATIVE_INFINITY

  function isDatabaseThere(): Promise<boolean> {
    if (performance.now() - askedAt < knownForMs) return asked
    askedAt = performance.now()
    const answered = ping().then(
      () => true,
      () => false,
    )
    asked = Promise.race([answered, pause(patienceMs, false, { ref: false })])
    return asked
  }

  return async () => {
    if (isStopping()) return { isReady: false, reason: 'stopping' }
    return (await isDatabaseThere())
      ? { isReady: true, reason: null }
      : { isReady: false, reason: 'database-away' }
  }
}
