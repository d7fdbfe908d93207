// The ways in which a meeting's streams can be watched, heard or joined from a page, in the order in which they are tried.

import type { Stream, StreamRole } from '#shared/domain/stream.ts'
import type { StreamSource } from '#shared/domain/stream-address.ts'
import {
  framedJitsiHosts,
  frameOrigins,
  hlsAddress,
  streamAddress,
  streamHost,
} from '#shared/domain/stream-address.ts'
import { addedFrameHosts } from '../../sync/installation.ts'

export type Way = {
  readonly streamId: string
  readonly role: StreamRole
  readonly source: StreamSource
  /** Played by our own video element, in a provider's frame, or not in this page at all. */
  readonly how: 'hls' | 'frame' | 'outward' | 'phone'
  /** Whose machines it loads from; null for a telephone. */
  readonly host: string | null
  /** What our own player plays; null for all but `hls`. */
  readonly hls: string | null
  /** What a link outward leads to. */
  readonly href: string
}

const order: readonly StreamRole[] = ['main', 'backup', 'audio', 'room', 'phone']

export function waysOf(streams: readonly Stream[]): readonly Way[] {
  return streams
    .map(({ streamId, role, source }) => ({
      streamId,
      role,
      source,
      how: howOf(source),
      host: streamHost(source),
      hls: hlsAddress(source),
      href: streamAddress(source),
    }))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

function howOf(source: StreamSource): Way['how'] {
  switch (source.provider) {
    case 'hls':
    case 'owncast':
      return 'hls'
    case 'phone':
      return 'phone'
    case 'youtube':
    case 'vimeo':
    case 'twitch':
    case 'facebook':
      return 'frame'
    case 'jitsi':
    case 'peertube':
    case 'bigbluebutton':
      return isFramed(source) ? 'frame' : 'outward'
    case 'link':
      return 'outward'
  }
}

/** What anybody may run stands in a frame where the operator trusts the machine, and a Jitsi on those that are named. */
function isFramed({
  provider,
  host,
}: Extract<StreamSource, { provider: 'jitsi' | 'peertube' | 'bigbluebutton' }>): boolean {
  return (provider === 'jitsi' && framedJitsiHosts.includes(host)) || addedFrameHosts().includes(host)
}

export function isInPage(way: Way): boolean {
  return way.how === 'hls' || way.how === 'frame'
}

/** Where one is among people and can be seen or heard: entered by a click of one's own each time, never fallen into. */
export function isRoom(way: Way): boolean {
  return way.role === 'room' || way.source.provider === 'jitsi' || way.source.provider === 'bigbluebutton'
}

/** Streams that are shown by themselves, the best first: what the reader chose, the others, and a room where there is nothing else. */
export function orderOf(ways: readonly Way[], chosen: string | null): readonly string[] {
  const inPage = ways.filter(isInPage)
  const shows = inPage.filter((way) => !isRoom(way))
  const asked = inPage.filter((way) => way.streamId === chosen)
  const others = (shows.length === 0 ? inPage : shows).filter((way) => way.streamId !== chosen)
  return [...asked, ...others].map((way) => way.streamId)
}

/** A frame's address, made of ids only. `pageHost` is this page's own, which Twitch wants to know of. */
export function frameAddress(source: StreamSource, pageHost: string): string | null {
  switch (source.provider) {
    case 'youtube':
      return `${frameOrigins.youtube}/embed/${source.id}?autoplay=1&playsinline=1&rel=0`
    case 'vimeo':
      return `${frameOrigins.vimeo}/video/${source.id}?autoplay=1&dnt=1`
    case 'twitch':
      return `${frameOrigins.twitch}/?channel=${source.id}&parent=${encodeURIComponent(pageHost)}&autoplay=true`
    case 'facebook': {
      const video = new URLSearchParams({ href: streamAddress(source), autoplay: 'true', show_text: 'false' })
      return `${frameOrigins.facebook}/plugins/video.php?${video}`
    }
    case 'peertube':
      // Viewers who carry it for each other learn each other's addresses.
      return isFramed(source)
        ? `https://${source.host}/videos/embed/${source.id}?autoplay=1&p2p=0&peertubeLink=0&warningTitle=0`
        : null
    case 'jitsi':
    case 'bigbluebutton':
      return isFramed(source) ? streamAddress(source) : null
    default:
      return null
  }
}
