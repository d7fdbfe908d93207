// Where a meeting can be watched or joined, and the state of its link; addresses are parsed to an allow-list, never to HTML.
import { cleanLine } from './plain-text.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type StreamRole = 'main' | 'backup' | 'audio' | 'room' | 'phone'

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

export type Stream = { readonly streamId: string; readonly role: StreamRole; readonly source: StreamSource }

export type LinkStatus = 'off' | 'ready' | 'on-air' | 'trouble'
export type Link = { readonly status: LinkStatus; readonly since: number }

export const maxStreams = 6

type SourceRefusal = 'stream-address-unreadable' | 'stream-address-not-secure'

/**
 * Reads what a host pasted. Only `https:` (and `http:` on this very machine, for trying things out), and `tel:` or a bare
 * telephone number for a phone line.
 */
export function parseStreamSource(
  address: string,
  role: StreamRole,
): Verdict<SourceRefusal, { source: StreamSource }> {
  // Addresses copied out of a right-to-left chat carry invisible marks with them.
  const text = cleanLine(address)
  if (role === 'phone') return parsePhone(text)
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`)
  } catch {
    return refuse('stream-address-unreadable', 'address')
  }
  if (url.username !== '' || url.password !== '') return refuse('stream-address-unreadable', 'address')
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    return refuse('stream-address-not-secure', 'address')
  }
  if (!isLocal && !url.hostname.includes('.')) return refuse('stream-address-unreadable', 'address')
  return allow({ source: sourceOf(url) })
}

function parsePhone(text: string): Verdict<SourceRefusal, { source: StreamSource }> {
  const number = text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/^tel:/i, '')
    .replace(/[\s().-]/g, '')
  if (!/^\+?[0-9]{5,15}(,+[0-9#*]{1,12})?$/.test(number))
    return refuse('stream-address-unreadable', 'address')
  return allow({ source: { provider: 'phone', number } as const })
}

function sourceOf(url: URL): StreamSource {
  const host = url.hostname.replace(/^(www|m)\./, '')
  const [first = '', second = ''] = url.pathname.split('/').filter(Boolean)
  if (/\.m3u8$/i.test(url.pathname)) return { provider: 'hls', url: url.href }
  const youtube = youtubeId(host, url, first, second)
  if (youtube !== null) return { provider: 'youtube', id: youtube }
  const vimeo = host === 'player.vimeo.com' && first === 'video' ? second : host === 'vimeo.com' ? first : ''
  // An unlisted video has a key beside its number, which our frame would lack; it opens at its own address.
  const isUnlisted = url.searchParams.has('h') || (host === 'vimeo.com' && second !== '')
  if (/^[0-9]{5,12}$/.test(vimeo) && !isUnlisted) return { provider: 'vimeo', id: vimeo }
  if (host === 'twitch.tv' && second === '' && /^[a-z0-9_]{4,25}$/i.test(first) && first !== 'directory') {
    return { provider: 'twitch', id: first }
  }
  const facebook = facebookId(host, url)
  if (facebook !== null) return { provider: 'facebook', id: facebook }
  const isRoomName = (part: string) => /^[\w-]{3,120}$/.test(part)
  if (/^(meet\.jit\.si|(.+\.)?jitsi\..+|8x8\.vc)$/.test(host) && isRoomName(first)) {
    return { provider: 'jitsi', host: url.hostname, room: isRoomName(second) ? `${first}/${second}` : first }
  }
  return sourceAtAnyHost(url) ?? { provider: 'link', url: url.href }
}

function facebookId(host: string, url: URL): string | null {
  if (host !== 'facebook.com' && host !== 'web.facebook.com') return null
  const [first = '', second = '', third = ''] = url.pathname.split('/').filter(Boolean)
  const id = first === 'watch' || first === 'video.php' ? url.searchParams.get('v') : third
  const known = first === 'watch' || first === 'video.php' || second === 'videos'
  return known && id !== null && /^[0-9]{8,20}$/.test(id) ? id : null
}

/** What anybody may run on a machine of their own is told by the shape of its addresses; `www.` is part of such a host's name. */
function sourceAtAnyHost(url: URL): StreamSource | null {
  const { host, pathname, protocol } = url
  if (protocol !== 'https:') return null
  // PeerTube's long ids, and the short ones it makes of the same bits (base 58).
  const video =
    /^\/(?:w|videos\/(?:watch|embed))\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{21,22})\/?$/
  const id = video.exec(pathname)?.[1]
  if (id !== undefined) return { provider: 'peertube', host, id }
  if (/^\/embed\/video\/?$/.test(pathname)) return { provider: 'owncast', host }
  // Greenlight, the front of BigBlueButton: its second edition and its third.
  const room = /^\/(?:b|rooms)\/([a-z0-9]{3}(?:-[a-z0-9]{3}){2,3})(?:\/join)?\/?$/.exec(pathname)
  if (room?.[1] === undefined) return null
  return { provider: 'bigbluebutton', host, room: `${pathname.startsWith('/b/') ? 'b' : 'rooms'}/${room[1]}` }
}

function youtubeId(host: string, url: URL, first: string, second: string): string | null {
  // Two words of its own addresses are as long as an id: a channel's live stream and a list, which name no video.
  const isVideoId = (id: string) => /^[\w-]{11}$/.test(id) && id !== 'live_stream' && id !== 'videoseries'
  if (host === 'youtu.be') return isVideoId(first) ? first : null
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return null
  const id = first === 'watch' ? (url.searchParams.get('v') ?? '') : second
  const known = first === 'watch' || first === 'live' || first === 'embed' || first === 'shorts'
  return known && isVideoId(id) ? id : null
}

/** A stream as an address again, for a host who wants to change it and for a reader who wants to open it elsewhere. */
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
      return `https://${source.host}/${source.room}`
    case 'phone':
      return `tel:${source.number}`
  }
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

/** A city says it can be put on stage only when there is something to show. */
export function decideLinkStatus(
  meeting: { readonly streams: readonly Stream[]; readonly link: Link },
  status: LinkStatus,
): Verdict<'stream-missing'> {
  if (status !== 'off' && meeting.streams.length === 0) return refuse('stream-missing')
  return allow()
}
