// How a meeting's streams can be watched, heard or joined, in the order in which they are tried.

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
  /** In our own video element, in a provider's frame, on another page, or by phone. */
  readonly how: 'hls' | 'frame' | 'outward' | 'phone'
  /** The host that it loads from; null for a telephone. */
  readonly host: string | null
  /** The URL for our own player; null except for `hls`. */
  readonly hls: string | null
  /** The address that a link to it opens. */
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

/** Self-hosted software is framed only from hosts that the operator trusts, and Jitsi from the named ones. */
function isFramed({
  provider,
  host,
}: Extract<StreamSource, { provider: 'jitsi' | 'peertube' | 'bigbluebutton' }>): boolean {
  return (provider === 'jitsi' && framedJitsiHosts.includes(host)) || addedFrameHosts().includes(host)
}

export function isInPage(way: Way): boolean {
  return way.how === 'hls' || way.how === 'frame'
}

/** A place where one can be seen or heard by others: entered only by an explicit click, never automatically. */
export function isRoom(way: Way): boolean {
  return way.role === 'room' || way.source.provider === 'jitsi' || way.source.provider === 'bigbluebutton'
}

/** Streams that are shown automatically, best first: the reader's choice, then the others; a room only if there is nothing else. */
export function orderOf(ways: readonly Way[], chosen: string | null): readonly string[] {
  const inPage = ways.filter(isInPage)
  const shows = inPage.filter((way) => !isRoom(way))
  const asked = inPage.filter((way) => way.streamId === chosen)
  const others = (shows.length === 0 ? inPage : shows).filter((way) => way.streamId !== chosen)
  return [...asked, ...others].map((way) => way.streamId)
}

/** A frame's URL, built from ids only. `pageHost` is this page's own host, which Twitch requires. */
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
      // Disable peer-to-peer, which would reveal viewers' IP addresses to each other.
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
