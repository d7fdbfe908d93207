// A signal that ends a request which takes too long; `AbortSignal.timeout` is newer than the oldest browser we serve.

/** Aborts after `ms`, also when what it was for has ended long before. */
export function giveUpAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
