// Where a meeting can be watched or joined, and its stream's status. Parses addresses to an allow-list, never to HTML.
import { pastedAddresses } from './pasted-url.ts'
import { cleanLine } from './plain-text.ts'
import type { StreamSource } from './stream-address.ts'
import {
  behindRedirect,
  facebookId,
  jitsiRoom,
  twitchChannel,
  vimeoId,
  youtubeId,
} from './stream-provider.ts'
import { latinDigits } from './typed-digits.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type StreamRole = 'main' | 'backup' | 'audio' | 'room' | 'phone'

export type Stream = { readonly streamId: string; readonly role: StreamRole; readonly source: StreamSource }

export type LinkStatus = 'off' | 'ready' | 'on-air' | 'trouble'
export type Link = { readonly status: LinkStatus; readonly since: number }

export const maxStreams = 6

type SourceRefusal = 'stream-address-unreadable' | 'stream-address-not-secure'

/**
 * Parses the text that a host pasted. Accepts only `https:` (and `http:` on localhost, for testing), `tel:`, or a bare telephone number.
 */
export function parseStreamSource(
  address: string,
  role: StreamRole,
): Verdict<SourceRefusal, { source: StreamSource }> {
  // Addresses copied from a right-to-left chat contain invisible marks.
  const text = cleanLine(address)
  if (role === 'phone') return parsePhone(text)
  const [whole, alone] = pastedAddresses(text).map(parseAddress)
  // Words after an address may belong to a room's name, unless the address alone already names something.
  const isKnown = alone?.ok === true && alone.source.provider !== 'link' && alone.source.provider !== 'jitsi'
  const read = isKnown && (whole?.ok !== true || whole.source.provider === 'link') ? alone : whole
  return read ?? refuse('stream-address-unreadable', 'address')
}

function parseAddress(pasted: string): Verdict<SourceRefusal, { source: StreamSource }> {
  let url: URL
  try {
    // A number after the colon is a port.
    url = behindRedirect(new URL(/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(pasted) ? pasted : `https://${pasted}`))
  } catch {
    return refuse('stream-address-unreadable', 'address')
  }
  if (url.username !== '' || url.password !== '') return refuse('stream-address-unreadable', 'address')
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  if (url.protocol === 'http:' && !isLocal) {
    // The known providers serve the same address over https.
    const source = sourceAtProvider(url)
    return source === null ? refuse('stream-address-not-secure', 'address') : allow({ source })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('stream-address-not-secure', 'address')
  }
  if (!isLocal && !url.hostname.includes('.')) return refuse('stream-address-unreadable', 'address')
  return allow({ source: sourceOf(url) })
}

/** Digits, then digits dialled later: a comma or a `p` pauses briefly, a semicolon or a `w` waits for confirmation. */
const phoneNumber = /^\+?[0-9]{5,15}(?:[,;]+[0-9#*]{1,12}){0,4}$/

function parsePhone(text: string): Verdict<SourceRefusal, { source: StreamSource }> {
  const number = latinDigits(unescaped(text).normalize('NFKC'))
    .replace(/^\P{N}*tel:/iu, '')
    .replace(/(?<sign>[\d#*])[pP](?=[\d#*])/g, '$<sign>,')
    .replace(/(?<sign>[\d#*])[wW](?=[\d#*])/g, '$<sign>;')
    .replace(/[^\p{L}\p{N}+#*,;]/gu, '')
    .replace(/^[,;]+|[,;]+$/g, '')
  if (!phoneNumber.test(number)) return refuse('stream-address-unreadable', 'address')
  return allow({ source: { provider: 'phone', number } as const })
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function sourceOf(url: URL): StreamSource {
  if (/\.m3u8$/i.test(url.pathname)) return { provider: 'hls', url: url.href }
  return sourceAtProvider(url) ?? sourceAtAnyHost(url) ?? { provider: 'link', url: url.href }
}

function sourceAtProvider(url: URL): StreamSource | null {
  const youtube = youtubeId(url)
  if (youtube !== null) return { provider: 'youtube', id: youtube }
  const vimeo = vimeoId(url)
  if (vimeo !== null) return { provider: 'vimeo', id: vimeo }
  const twitch = twitchChannel(url)
  if (twitch !== null) return { provider: 'twitch', id: twitch }
  const facebook = facebookId(url)
  if (facebook !== null) return { provider: 'facebook', id: facebook }
  const room = url.protocol === 'https:' ? jitsiRoom(url) : null
  return room === null ? null : { provider: 'jitsi', host: url.host, room }
}

/** Recognizes self-hosted services by the shape of their addresses; keeps `www.`, which is part of such a host's name. */
function sourceAtAnyHost(url: URL): StreamSource | null {
  const { host, pathname, protocol } = url
  if (protocol !== 'https:') return null
  // PeerTube's long ids, and the short base-58 form of the same bits.
  const video =
    /^\/(?:w|videos\/(?:watch|embed))\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{21,22})\/?$/
  const id = video.exec(pathname)?.[1]
  if (id !== undefined) return { provider: 'peertube', host, id }
  if (/^\/embed\/video\/?$/.test(pathname)) return { provider: 'owncast', host }
  // Greenlight, the web interface of BigBlueButton, versions 2 and 3.
  const room = /^\/(?:b|rooms)\/([a-z0-9]{3}(?:-[a-z0-9]{3}){2,3})(?:\/join)?\/?$/.exec(pathname)
  if (room?.[1] === undefined) return null
  return { provider: 'bigbluebutton', host, room: `${pathname.startsWith('/b/') ? 'b' : 'rooms'}/${room[1]}` }
}

/** A city can say that it is ready for the stage only if it has a stream. */
export function decideLinkStatus(
  meeting: { readonly streams: readonly Stream[]; readonly link: Link },
  status: LinkStatus,
): Verdict<'stream-missing'> {
  if (status !== 'off' && meeting.streams.length === 0) return refuse('stream-missing')
  return allow()
}
