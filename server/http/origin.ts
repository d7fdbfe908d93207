// Whether a request comes from our own pages: checked for every socket handshake and every request that changes something.

/**
 * With a public address set, only that origin and the onion service's are ours. Without one (a first try on one's own machine) the origin must be the host
 * that was asked. A request without `Origin` comes from no browser page; programs may speak the protocol. `onElsewhere` hears of a page
 * that is refused although the address at which it was opened led here: the public address is another one, or not the only one.
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

/** What a browser says of where a request comes from: our own page, or the reader's own hand. A site beside ours on the same domain is another. */
const ownSites: readonly (string | undefined)[] = [undefined, 'same-origin', 'none']

/**
 * Whether a plain form surely comes from another site. A page that tells nobody its address (`no-referrer`) sends the origin `null`, so
 * that alone is no sign of one.
 */
export function isForeignForm(
  header: (name: string) => string | undefined,
  isOwnOrigin: ReturnType<typeof createOriginCheck>,
): boolean {
  const origin = header('origin')
  if (!ownSites.includes(header('sec-fetch-site'))) return true
  return origin !== 'null' && !isOwnOrigin(origin, header('host'))
}
