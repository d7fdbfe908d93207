// The order in which a city's streams are tried, and moving one up.

import type { Stream, StreamRole } from '#shared/domain/stream.ts'
import { streamAddress } from '#shared/domain/stream-address.ts'

export const roleOrder: readonly StreamRole[] = ['main', 'backup', 'audio', 'room', 'phone']

/** The order in which players try them: by role, then by when they were added. */
export function inOrder(streams: readonly Stream[]): readonly Stream[] {
  return [...streams].sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role))
}

export type StreamSwap = readonly [Placed, Placed]
type Placed = Pick<Stream, 'streamId' | 'role'> & { readonly address: string }

/**
 * Swaps a back-up with the video stream that is tried before it: the two exchange their sources, and each position keeps its role.
 * Null if no video stream comes before it.
 */
export function swapWithEarlier(streams: readonly Stream[], streamId: string): StreamSwap | null {
  const ordered = inOrder(streams)
  const index = ordered.findIndex((stream) => stream.streamId === streamId)
  const [earlier, stream] = [ordered[index - 1], ordered[index]]
  if (earlier === undefined || stream?.role !== 'backup') return null
  return [
    { streamId: earlier.streamId, role: earlier.role, address: streamAddress(stream.source) },
    { streamId: stream.streamId, role: stream.role, address: streamAddress(earlier.source) },
  ]
}
