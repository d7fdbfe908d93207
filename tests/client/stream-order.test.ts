import { expect, test } from 'vitest'
import { inOrder, swapWithEarlier } from '#client/features/host/stream/stream-order.ts'
import type { Stream, StreamRole } from '#shared/domain/stream.ts'

const stream = (streamId: string, role: StreamRole): Stream => ({
  streamId,
  role,
  source: { provider: 'hls', url: `https://live.example.org/${streamId}.m3u8` },
})
const streams = [
  stream('room', 'room'),
  stream('spare', 'backup'),
  stream('second', 'backup'),
  stream('first', 'main'),
]

test('streams stand as screens try them', () => {
  expect(inOrder(streams).map(({ streamId }) => streamId)).toEqual(['first', 'spare', 'second', 'room'])
})

test('a back-up put first changes places with what came before it, and back again', () => {
  const swap = swapWithEarlier(streams, 'spare')
  expect(swap).toEqual([
    { streamId: 'first', role: 'main', address: 'https://live.example.org/spare.m3u8' },
    { streamId: 'spare', role: 'backup', address: 'https://live.example.org/first.m3u8' },
  ])
  expect(swapWithEarlier(streams, 'second')?.[0]).toMatchObject({ streamId: 'spare', role: 'backup' })
})

test('the first, and what has no picture, cannot be put earlier', () => {
  expect(swapWithEarlier(streams, 'first')).toBeNull()
  expect(swapWithEarlier(streams, 'room')).toBeNull()
  expect(swapWithEarlier([stream('only', 'backup')], 'only')).toBeNull()
})
