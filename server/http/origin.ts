// Whether a request comes from our own pages: checked for every socket handshake and every request that changes something.

/**
 * With a public address set, only that origin is ours. Without one (a first try on one's own machine) the origin must be the host
 * that was asked. A request without `Origin` comes from no browser page; programs may speak the protocol.
 */
export function createOriginCheck(publicUrl: string | undefined) {
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  return (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true
    if (own !== undefined) return origin === own
    try {
      return new URL(origin).host === host
    } catch {
      return false
    }
  }
}
