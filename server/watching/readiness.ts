// Whether this process can serve now: it is not stopping, and its database responds.
import { setTimeout as pause } from 'node:timers/promises'

export type Readiness = { readonly isReady: boolean; readonly reason: 'stopping' | 'database-away' | null }

/** Load balancers do not wait longer. */
const patienceMs = 2000
/** Anybody may request this, so the database is queried at most once in this time. */
const knownForMs = 500

/** `ping` rejects if the database cannot be read. */
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
