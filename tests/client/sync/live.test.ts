import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DeviceClocks, deviceClocks, measureOffset } from '#client/sync/clock.ts'
import { behindMs, createLiveSign, silenceMs } from '#client/sync/live.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('B2: after 15 s without a word the sign says so, and since when; one word makes it live again', () => {
  const sign = createLiveSign(deviceClocks)
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
  const sign = createLiveSign(deviceClocks)
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
  const measured = await measureOffset(ask, deviceClocks, 3)
  expect(measured?.uncertaintyMs).toBe(20)
  expect(Math.abs((measured?.offsetMs ?? 0) - trueOffset)).toBeLessThanOrEqual(20)
})

test('B3: a line on which nothing comes back gives no offset', async () => {
  expect(await measureOffset(() => Promise.reject(new Error('no answer')), deviceClocks)).toBeNull()
})

/** A device whose clock is off by `setBy` ms. */
function setClock(): DeviceClocks & { setBy: number } {
  const clocks = { setBy: 0, now: () => Date.now() + clocks.setBy, steady: () => performance.now() }
  return clocks
}

test.each([-3_600_000, -10_000])('B2: a clock set by %i ms hides no silence', (setBy) => {
  const device = setClock()
  const sign = createLiveSign(device)
  sign.heard()
  device.setBy = setBy
  vi.advanceTimersByTime(silenceMs + 1000)
  expect(sign.store.getState()).toEqual({ status: 'not-live', since: 1_000_000 })
  sign.stop()
})

test('B2: a device that slept says that it heard nothing, though its steady clock rested', () => {
  let slept = 0
  const sign = createLiveSign({ now: () => Date.now() + slept, steady: () => performance.now() })
  sign.heard()
  slept = 60_000
  vi.advanceTimersByTime(1000)
  expect(sign.store.getState()).toMatchObject({ status: 'not-live' })
  sign.stop()
})

test.each([-3_600_000, 3_600_000])(
  'B3: a clock set by %i ms amid the measuring is no good sample',
  async (setBy) => {
    const device = setClock()
    let asked = 0
    const ask = async () => {
      asked += 1
      vi.advanceTimersByTime(20)
      const serverNow = Date.now()
      if (asked === 1) device.setBy = setBy
      vi.advanceTimersByTime(asked === 1 ? 20 : 10)
      return serverNow
    }
    const measured = await measureOffset(ask, device, 3)
    expect(measured?.uncertaintyMs).toBe(15)
    expect(Math.abs((measured?.offsetMs ?? 0) + setBy)).toBeLessThanOrEqual(15)
  },
)

test('B4: a line that carries something is not called live while what stands here does not follow, and is again once it does', () => {
  const sign = createLiveSign(deviceClocks)
  sign.heard()
  sign.setBehind(true)
  vi.advanceTimersByTime(behindMs - 1000)
  sign.heard()
  expect(sign.store.getState()).toEqual({ status: 'live' })
  vi.advanceTimersByTime(3000)
  expect(sign.store.getState()).toEqual({ status: 'not-live', since: 1_000_000 })
  sign.heard()
  expect(sign.store.getState()).toEqual({ status: 'not-live', since: 1_000_000 })
  sign.setBehind(false)
  expect(sign.store.getState()).toEqual({ status: 'live' })
  sign.stop()
})
