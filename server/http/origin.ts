// Whether a request comes from our own pages: checked for every socket handshake and every request that changes data.

/**
 * With a public address set, only that origin and the onion service's origin are ours. Without one (a local trial), the origin must equal
 * the requested host. A request without `Origin` does not come from a browser page; programs may use the protocol. `onElsewhere` is called
 * for a refused page that was opened at an address of this server: the configured public address is wrong, or not the only one.
 */
export function createOriginCheck(
  publicUrl: string | undefined,
  onionUrl?: string,
  onElsewhere: () => void = () => undefined,
) {
  const own = [publicUrl, onionUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).origin]))
  return (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true
    if (own.includes(origin)) return true
    const isAsked = isAt(origin, host)
    if (publicUrl === undefined) return isAsked
    if (isAsked) onElsewhere()
    return false
  }
}

function isAt(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

/** Values of `Sec-Fetch-Site` for our own pages and for direct navigation. Another site on the same domain does not count. */
const ownSites: readonly (string | undefined)[] = [undefined, 'same-origin', 'none']

/** Whether a form surely comes from another site. A page with `no-referrer` sends the origin `null`, so that alone proves nothing. */
export function isForeignForm(
  header: (name: string) => string | undefined,
  isOwnOrigin: ReturnType<typeof createOriginCheck>,
): boolean {
  const origin = header('origin')
  if (!ownSites.includes(header('sec-fetch-site'))) return true
  return origin !== 'null' && !isOwnOrigin(origin, header('host'))
}
