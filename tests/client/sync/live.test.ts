import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { measureOffset } from '#client/sync/clock.ts'
import { createLiveSign, silenceMs } from '#client/sync/live.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('B2: after 15 s without a word the sign says so, and since when; one word makes it live again', () => {
  const sign = createLiveSign(Date.now)
  expect(sign.store.getState()).toEqual({ status: 'connecting' })
  sign.heard()
  vi.advanceTimersByTime(silenceMs - 1000)
  expect(sign.store.getState()).toEqual({ status: 'live' })
  sign.lost()
  expect(sign.store.getState()).toEqual({ status: 'live' })
  vi.advanceTimersByTime(2000)
  expect(sign.store.getState()).toEqual({ status: 'not-live', since: 1_000_000 })
  sign.heard()
  expect(sign.store.getState()).toEqual({ status: 'live' })
  sign.stop()
})

test('B2: a page that never hears anything says so too', () => {
  const sign = createLiveSign(Date.now)
  vi.advanceTimersByTime(silenceMs + 2000)
  expect(sign.store.getState()).toEqual({ status: 'not-live', since: 1_000_000 })
  sign.stop()
})

test('B3: the offset of the clock is taken from the shortest round trip, and lies within what it says', async () => {
  const trueOffset = 3_600_000
  const trips = [
    [400, 20],
    [30, 10],
    [5, 300],
  ]
  const ask = async () => {
    const [there = 0, back = 0] = trips.shift() ?? []
    vi.advanceTimersByTime(there)
    const serverNow = Date.now() + trueOffset
    vi.advanceTimersByTime(back)
    return serverNow
  }
  const measured = await measureOffset(ask, Date.now, 3)
  expect(measured?.uncertaintyMs).toBe(20)
  expect(Math.abs((measured?.offsetMs ?? 0) - trueOffset)).toBeLessThanOrEqual(20)
})

test('B3: a line on which nothing comes back gives no offset', async () => {
  expect(await measureOffset(() => Promise.reject(new Error('no answer')), Date.now)).toBeNull()
})
