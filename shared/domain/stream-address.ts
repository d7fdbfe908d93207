// Addresses of a stream: for programs, for its host to edit, for our player, and the machine it loads from.

/** The parsed form of a stream address. Every unknown address is an external link. */
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

/** A room's name as a URL path. */
function roomPath(room: string): string {
  return room.split('/').map(encodeURIComponent).join('/')
}

/** A stream's address for programs to open. */
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
      // Escapes characters that would begin a fragment, a parameter or another value (RFC 3966 §3, RFC 3986 §2.2).
      return `tel:${source.number.replace(/[#,;]/g, encodeURIComponent)}`
  }
}

/** A stream's address as its host sees and edits it. */
export function streamText(source: StreamSource): string {
  return source.provider === 'phone' ? source.number : streamAddress(source)
}

/**
 * The only external origins that may be framed; every page's content security policy lists the same ones. Excludes self-hosted services,
 * because a policy that allows every host protects nothing. Owncast needs no frame, because it serves plain HLS; PeerTube and BigBlueButton
 * open in their own page, or in a frame if the operator trusts the host.
 */
export const frameOrigins = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
  twitch: 'https://player.twitch.tv',
  facebook: 'https://www.facebook.com',
} as const
export const framedJitsiHosts: readonly string[] = ['meet.jit.si', '8x8.vc']

/** The address that our own player plays; null if it cannot. */
export function hlsAddress(source: StreamSource): string | null {
  if (source.provider === 'hls') return source.url
  return source.provider === 'owncast' ? `https://${source.host}/hls/stream.m3u8` : null
}

/** The host that a stream loads from, shown so that readers can check it; null for a telephone number. */
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
