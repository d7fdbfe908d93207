// When the publisher tells what happened, by a clock of the test's own; no store is asked for anything.
import { expect, onTestFinished, test, vi } from 'vitest'
import { createHeads } from '#server/reading/heads.ts'
import type { Store } from '#server/store/open-store.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'

test('U9: while numbers wait for their turn at the sparing pace, what is urgent is told as soon as ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const heads = createHeads()
  const listeners = createListeners()
  const told: number[] = []
  const trouble: unknown[] = []
  const publisher = createPublisher(
    {
      store: { epoch: 'epoch' } as Store,
      heads,
      listeners,
      tell: () => told.push(performance.now()),
      endRights: async () => undefined,
      forgetTicket: () => undefined,
    },
    (error) => trouble.push(error),
  )
  onTestFinished(async () => {
    await publisher.stop()
    vi.useRealTimers()
  })
  const gatheringId = 'gathering-of-the-test'
  listeners.addAudience(gatheringId, { kind: 'public' }, 'sparing')(0)
  // So much is not read from the log: readers are told at once that they missed something.
  const hearMuch = (version: number) => heads.raise(gatheringId, version)
  hearMuch(1)
  hearMuch(10_000)
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toHaveLength(1)
  const numbers = { type: 'walkInsCounted', meetingId: 'meeting-of-the-test', walkIns: 1 } as const
  heads.advance(gatheringId, 10_000, 10_001, [numbers])
  // Meanwhile ticks pass in which nothing is due.
  await vi.advanceTimersByTimeAsync(350)
  expect(told).toHaveLength(1)
  const urgentAt = performance.now()
  hearMuch(20_000)
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toHaveLength(2)
  expect((told[1] ?? 0) - urgentAt).toBeLessThan(20)
  expect(trouble).toEqual([])
})
