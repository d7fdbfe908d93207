// A live stream that failed is shown again only when its playlist advances; its origin may serve the last one for a long time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  mustMoveFirst,
  noteLost,
  notePlaying,
  waitUntilMoved,
} from '#client/features/stage/screen/playlist-moves.ts'

const url = 'https://live.example/hls/berlin/index.m3u8'
const playlist = (sequence: number, end = '') =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:${sequence}\n#EXTINF:2,\n${sequence}.ts\n#EXTINF:2,\n${sequence + 1}.ts\n${end}`
const qualities =
  '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=300000\nlow/index.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=900000\nhigh.m3u8\n'

let served: (asked: string) => string
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaSource', class {})
  vi.stubGlobal(
    'fetch',
    vi.fn(async (asked: string) => new Response(served(asked))),
  )
})
afterEach(() => {
  notePlaying(url)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The result of waiting after this many seconds. */
async function after(seconds: number, waiting: Promise<boolean>): Promise<boolean | 'waits'> {
  let outcome: boolean | 'waits' = 'waits'
  void waiting.then((moved) => {
    outcome = moved
  })
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  return outcome
}

test('one that was not lost is loaded at once, and a recording is the same when it is loaded again', () => {
  expect(mustMoveFirst(url)).toBe(false)
  noteLost(url, 3600)
  expect(mustMoveFirst(url)).toBe(false)
  noteLost(url, Number.POSITIVE_INFINITY)
  expect(mustMoveFirst(url)).toBe(true)
  notePlaying(url)
  expect(mustMoveFirst(url)).toBe(false)
})

test.each([
  ['a playlist', () => playlist(7)],
  ['a playlist behind a list of qualities', (asked: string) => (asked === url ? qualities : playlist(7))],
])('%s that stands still is not shown again; it is as soon as it moves', async (_what, still) => {
  served = still
  noteLost(url, Number.POSITIVE_INFINITY)
  const waiting = waitUntilMoved(url, () => false)
  expect(await after(30, waiting)).toBe('waits')
  served = (asked) => (asked === url && still(asked) === qualities ? qualities : playlist(8))
  expect(await after(3, waiting)).toBe(true)
})

test('what it was when it was tried before is remembered: a slow playlist moves between two trials', async () => {
  served = () => playlist(7)
  noteLost(url, Number.POSITIVE_INFINITY)
  let isOver = false
  const first = waitUntilMoved(url, () => isOver)
  expect(await after(2, first)).toBe('waits')
  isOver = true
  expect(await after(2, first)).toBe(false)
  noteLost(url, Number.NaN)
  served = () => playlist(8)
  expect(
    await after(
      0,
      waitUntilMoved(url, () => false),
    ),
  ).toBe(true)
})

test('a live stream that was closed at its end stays away, and so does a page in its place', async () => {
  noteLost(url, Number.POSITIVE_INFINITY)
  for (const text of [playlist(9, '#EXT-X-ENDLIST'), '<html>gone</html>']) {
    served = () => text
    let isOver = false
    const waiting = waitUntilMoved(url, () => isOver)
    expect(await after(10, waiting)).toBe('waits')
    isOver = true
    expect(await after(2, waiting)).toBe(false)
  }
})

test('a recording that never came before is loaded when it is there', async () => {
  served = () => playlist(0, '#EXT-X-ENDLIST')
  noteLost(url, Number.NaN)
  expect(
    await after(
      1,
      waitUntilMoved(url, () => false),
    ),
  ).toBe(true)
})
