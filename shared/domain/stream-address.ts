// Where a stream is found: as an address, as its host reads it, as what plays it, and by its machine.

/** What a stream address turned out to be. Everything not on the list is an outward link. */
export type StreamSource =
  | { readonly provider: 'hls'; readonly url: string }
  | { readonly provider: 'youtube'; readonly id: string }
  | { readonly provider: 'vimeo'; readonly id: string }
  | { readonly provider: 'twitch'; readonly id: string }
  | { readonly provider: 'facebook'; readonly id: string }
  | { readonly provider: 'peertube'; readonly host: string; readonly id: string }
  | { readonly provider: 'owncast'; readonly host: string }
  | { readonly provider: 'jitsi'; readonly host: string; readonly room: string }
  | { readonly provider: 'bigbluebutton'; readonly host: string; readonly room: string }
  | { readonly provider: 'phone'; readonly number: string }
  | { readonly provider: 'link'; readonly url: string }

/** A room's name in an address again. */
function roomPath(room: string): string {
  return room.split('/').map(encodeURIComponent).join('/')
}

/** A stream as an address that programs open. */
export function streamAddress(source: StreamSource): string {
  switch (source.provider) {
    case 'hls':
    case 'link':
      return source.url
    case 'youtube':
      return `https://www.youtube.com/watch?v=${source.id}`
    case 'vimeo':
      return `https://vimeo.com/${source.id}`
    case 'twitch':
      return `https://www.twitch.tv/${source.id}`
    case 'facebook':
      return `https://www.facebook.com/watch/?v=${source.id}`
    case 'peertube':
      return `https://${source.host}/w/${source.id}`
    case 'owncast':
      return `https://${source.host}/embed/video`
    case 'jitsi':
    case 'bigbluebutton':
      return `https://${source.host}/${roomPath(source.room)}`
    case 'phone':
      // What begins a fragment, a parameter or the next value elsewhere is escaped (RFC 3966 §3, RFC 3986 §2.2).
      return `tel:${source.number.replace(/[#,;]/g, encodeURIComponent)}`
  }
}

/** A stream as its host reads and changes it. */
export function streamText(source: StreamSource): string {
  return source.provider === 'phone' ? source.number : streamAddress(source)
}

/**
 * The only pages of others that may stand in a frame; the policy of every page names the same ones. What runs at any host is not
 * among them: a policy that names every host would name none. An Owncast needs no frame, because it sends plain HLS; a PeerTube and a
 * BigBlueButton open in a page of their own, or in a frame where the operator trusts the machine.
 */
export const frameOrigins = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
  twitch: 'https://player.twitch.tv',
  facebook: 'https://www.facebook.com',
} as const
export const framedJitsiHosts: readonly string[] = ['meet.jit.si', '8x8.vc']

/** The address that our own player plays; null for what it cannot. */
export function hlsAddress(source: StreamSource): string | null {
  if (source.provider === 'hls') return source.url
  return source.provider === 'owncast' ? `https://${source.host}/hls/stream.m3u8` : null
}

/** Whose machines a stream loads from, as a reader may check it; null for a telephone. */
export function streamHost(source: StreamSource): string | null {
  switch (source.provider) {
    case 'hls':
    case 'link':
      return new URL(source.url).host
    case 'youtube':
    case 'vimeo':
    case 'twitch':
    case 'facebook':
      return new URL(frameOrigins[source.provider]).host
    case 'peertube':
    case 'owncast':
    case 'jitsi':
    case 'bigbluebutton':
      return source.host
    case 'phone':
      return null
  }
}
