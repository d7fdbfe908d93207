// What the operator of this installation allows, as its pages say it. It stays the same for as long as a page is open.

let added: readonly string[] = []

export function setFrameHosts(hosts: readonly string[]): void {
  added = hosts
}

/** From the page's head, once, before anything is drawn. */
export function readFrameHosts(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=frame-hosts]')
  setFrameHosts(meta?.content.split(' ') ?? [])
}

/** Machines whose PeerTube, Jitsi or BigBlueButton may stand in a frame; the policy of every page names the same. */
export function addedFrameHosts(): readonly string[] {
  return added
}

/**
 * The address of the installation, as the operator set it, where the page was opened at another one: there the server gives it no
 * WebSocket, and refuses its forms. Null where it stands at its own address, on the onion service, or where the operator set none.
 */
export function otherPublicAddress(): string | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=public-address]')
  if (meta === null || location.hostname.endsWith('.onion')) return null
  return meta.content === location.origin ? null : meta.content
}
