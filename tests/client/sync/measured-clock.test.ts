// When the shared clock is measured: at the start, every five minutes, and when a heartbeat shows that a clock was changed.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { measureOffset } from '#client/sync/clock.ts'
import { createMeasuredClock } from '#client/sync/measured-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A device and a server with clocks controlled by the test; a round trip takes `roundTripMs`. */
function open({ deviceNow = 1_000_000, serverNow = 1_000_000, roundTripMs = 0 } = {}) {
  const device = { now: deviceNow, steady: 0 }
  const server = { now: serverNow }
  const askServer = vi.fn(async () => {
    device.steady += roundTripMs
    return server.now
  })
  const clock = createMeasuredClock(askServer, { now: () => device.now, steady: () => device.steady })
  return { device, server, askServer, clock }
}

test('before it was measured it is the device’s own clock', () => {
  const { clock } = open({ deviceNow: 5, serverNow: 9 })
  expect(clock.now()).toBe(5)
  expect(clock.offset.getState()).toBeNull()
  clock.stop()
})

test('B3: it is measured again when a beat is more than two seconds off, in either direction', async () => {
  const { clock, askServer } = open()
  await clock.measure()
  const asked = askServer.mock.calls.length
  for (const beat of [1_000_000, 1_002_000, 998_000]) clock.compare(beat)
  expect(askServer).toHaveBeenCalledTimes(asked)
  clock.compare(1_002_001)
  expect(askServer).toHaveBeenCalledTimes(asked + 1)
  await vi.advanceTimersByTimeAsync(0)
  const again = askServer.mock.calls.length
  clock.compare(997_999)
  expect(askServer).toHaveBeenCalledTimes(again + 1)
  clock.stop()
})

test('B3: what the measure leaves uncertain is allowed on top of the two seconds', async () => {
  const { clock, askServer } = open({ roundTripMs: 1000 })
  await clock.measure()
  expect(clock.offset.getState()).toEqual({ offsetMs: -500, uncertaintyMs: 500 })
  const asked = askServer.mock.calls.length
  clock.compare(clock.now() + 2500)
  expect(askServer).toHaveBeenCalledTimes(asked)
  clock.compare(clock.now() + 2501)
  expect(askServer).toHaveBeenCalledTimes(asked + 1)
  clock.stop()
})

test('B3: after a beat showed that the server’s clock was set, the offset is the new one', async () => {
  const { clock, server } = open()
  await clock.measure()
  server.now += 3_600_000
  clock.compare(server.now)
  await vi.advanceTimersByTimeAsync(0)
  expect(clock.now()).toBe(server.now)
  clock.stop()
})

test('B3: before the first measure a beat is compared with the device’s own clock, and two seconds are not too late', () => {
  const { clock, askServer } = open()
  clock.compare(1_002_000)
  clock.compare(998_000)
  expect(askServer).not.toHaveBeenCalled()
  clock.compare(1_002_001)
  expect(askServer).toHaveBeenCalled()
  clock.stop()
})

test('it is measured every five minutes until it is stopped, and never twice at once', async () => {
  const { clock, askServer } = open()
  void clock.measure()
  void clock.measure()
  await vi.advanceTimersByTimeAsync(0)
  const each = askServer.mock.calls.length
  expect(each).toBe(5)
  await vi.advanceTimersByTimeAsync(299_999)
  expect(askServer).toHaveBeenCalledTimes(each)
  await vi.advanceTimersByTimeAsync(1)
  expect(askServer).toHaveBeenCalledTimes(2 * each)
  clock.stop()
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(askServer).toHaveBeenCalledTimes(2 * each)
})

test('a measure without a line leaves the offset as it was', async () => {
  const { clock, askServer } = open({ serverNow: 1_000_500 })
  await clock.measure()
  expect(clock.now()).toBe(1_000_500)
  askServer.mockRejectedValue(new Error('no line'))
  await clock.measure()
  expect(clock.now()).toBe(1_000_500)
  clock.stop()
})

test('B3: the sample with the shortest round trip counts, and a failed one does not', async () => {
  const trips = [80, 20, 60, null, 40]
  let steady = 0
  const askServer = async () => {
    const trip = trips.shift() ?? null
    if (trip === null) throw new Error('lost')
    steady += trip
    return 7_000 + trip
  }
  const measured = await measureOffset(askServer, { now: () => 1000, steady: () => steady })
  expect(measured).toEqual({ offsetMs: 6010, uncertaintyMs: 10 })
  expect(trips).toEqual([])
})
