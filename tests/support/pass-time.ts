// Advances time for the rate limits of a server in this process: in-memory ones use `performance.now`, those in SQL the server's clock.
import { vi } from 'vitest'
import type { TestApp } from './test-app.ts'

const real = performance.now.bind(performance)
let passed = 0

/** Advances time by this many milliseconds, for this test file until `restoreTime`. */
export function passTime(app: TestApp, ms: number): void {
  passed += ms
  app.clock.set(app.clock.now() + ms)
  mockNow(() => real() + passed)
}

/** Stops the clock until it is advanced or restored, so that rate limits do not refill on a slow machine. */
export function holdTime(): void {
  const at = performance.now()
  mockNow(() => at)
}

function mockNow(now: () => number): void {
  if (vi.isMockFunction(performance.now)) vi.mocked(performance.now).mockImplementation(now)
  else vi.spyOn(performance, 'now').mockImplementation(now)
}

export function restoreTime(): void {
  if (vi.isMockFunction(performance.now)) vi.mocked(performance.now).mockRestore()
  passed = 0
}
