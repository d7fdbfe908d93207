// What the operator of this installation allows, as stated in its pages. It does not change while a page is open.

let added: readonly string[] = []

export function setFrameHosts(hosts: readonly string[]): void {
  added = hosts
}

/** Reads them from the page's head, once, before anything is rendered. */
export function readFrameHosts(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=frame-hosts]')
  setFrameHosts(meta?.content.split(' ') ?? [])
}

/** Hosts whose PeerTube, Jitsi or BigBlueButton may be framed; every page's Content-Security-Policy lists the same. */
export function addedFrameHosts(): readonly string[] {
  return added
}

/**
 * The installation's public address, as the operator set it, if the page was opened at a different one: at that one the server refuses
 * WebSockets and forms. Null at the public address, on the onion service, or if the operator set none.
 */
export function otherPublicAddress(): string | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=public-address]')
  if (meta === null || location.hostname.endsWith('.onion')) return null
  return meta.content === location.origin ? null : meta.content
}
