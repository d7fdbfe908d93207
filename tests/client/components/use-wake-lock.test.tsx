// The screen wake lock: requested again after a refusal, its state reported correctly, and released.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useWakeLock } from '#client/components/use-wake-lock.ts'
import { drawn, pass } from '../press.tsx'

function Screen({ isWanted }: { readonly isWanted: boolean }) {
  return <p>{useWakeLock(isWanted)}</p>
}

const release = vi.fn(async () => undefined)
const request = vi.fn()
const given = () => ({ released: false, release, addEventListener: () => undefined })

beforeEach(() => {
  vi.useFakeTimers()
  release.mockClear()
  request.mockReset()
  Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } })
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(navigator, 'wakeLock')
})

test('a lock that a low battery refused is asked for again after a minute, and told as held then', async () => {
  request.mockRejectedValueOnce(new Error('low battery')).mockResolvedValue(given())
  const page = drawn(<Screen isWanted />)
  await pass(1000)
  expect(document.body.textContent).toBe('refused')
  await pass(60_000)
  expect(document.body.textContent).toBe('held')
  await pass(120_000)
  expect(request).toHaveBeenCalledTimes(2)
  page.close()
  await Promise.resolve()
  expect(release).toHaveBeenCalledOnce()
})

test('nothing is asked for while no lock is wanted', async () => {
  const page = drawn(<Screen isWanted={false} />)
  await pass(120_000)
  expect(document.body.textContent).toBe('off')
  expect(request).not.toHaveBeenCalled()
  page.close()
})
