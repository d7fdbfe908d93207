import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { ClockOffset } from '#client/sync/clock.ts'
import { strikeTogether } from '#client/sync/strikes.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_768_914_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A screen whose clock is off by this much, with this measured offset. */
function openScreen(skewMs: number, offsetMs: number) {
  const offset = createStore<ClockOffset | null>(() => ({ offsetMs, uncertaintyMs: 0 }))
  const now = () => Date.now() + skewMs + (offset.getState()?.offsetMs ?? 0)
  const strikes: { at: number; shown: number }[] = []
  const stop = strikeTogether({ now, offset }, 1000, (shown) => strikes.push({ at: Date.now(), shown }))
  return { strikes, stop, offset }
}

test('screens opened at different moments, with clocks an hour off, strike at the same whole seconds', () => {
  const first = openScreen(0, 0)
  vi.advanceTimersByTime(333)
  const second = openScreen(3_600_000, -3_600_000)
  vi.advanceTimersByTime(405)
  const third = openScreen(-3_600_000.4, 3_600_000.4)
  vi.advanceTimersByTime(5000)
  const seconds = (strikes: readonly { shown: number }[]) =>
    strikes.map(({ shown }) => Math.floor(shown / 1000))
  expect(first.strikes).toHaveLength(5)
  for (const { strikes } of [second, third]) {
    expect(seconds(strikes)).toEqual(seconds(first.strikes))
    strikes.forEach(({ at }, index) => {
      expect(Math.abs(at - (first.strikes[index]?.at ?? 0))).toBeLessThanOrEqual(1)
    })
  }
})

test('an offset measured later is shown at once, and the beat follows it', () => {
  const screen = openScreen(400, 0)
  vi.advanceTimersByTime(100)
  screen.offset.setState({ offsetMs: -400, uncertaintyMs: 0 }, true)
  expect(screen.strikes).toEqual([{ at: Date.now(), shown: Date.now() }])
  vi.advanceTimersByTime(900)
  expect(screen.strikes).toHaveLength(2)
  expect((screen.strikes[1]?.shown ?? 1) % 1000).toBe(0)
})

test('a screen that was left strikes no more', () => {
  const screen = openScreen(0, 0)
  screen.stop()
  screen.offset.setState({ offsetMs: 1, uncertaintyMs: 0 }, true)
  vi.advanceTimersByTime(3000)
  expect(screen.strikes).toEqual([])
})
