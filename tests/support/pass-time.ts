// Lets time pass for the budgets of a server in this process: those in memory go by `performance.now`, those in SQL by the server's clock.
import { vi } from 'vitest'
import type { TestApp } from './test-app.ts'

const real = performance.now.bind(performance)
let passed = 0

/** So many milliseconds later, for this test file until `restoreTime`. */
export function passTime(app: TestApp, ms: number): void {
  passed += ms
  app.clock.set(app.clock.now() + ms)
  mockNow(() => real() + passed)
}

/** Time stands still, until it is passed or restored: however slow the machine, budgets do not fill meanwhile. */
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
