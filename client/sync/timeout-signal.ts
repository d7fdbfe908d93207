// A signal that aborts a request that takes too long; `AbortSignal.timeout` is newer than the oldest browser we support.

/** Aborts after `ms`, even if the request ended long before. */
export function giveUpAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
