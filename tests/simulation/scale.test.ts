// The number of messages depends on ticks, not on how many people act; the number of hints depends on processes, not on screens.
import { expect, test } from 'vitest'
import { gatherMs } from '#server/sync/announce.ts'
import { sparingTickMs, tickMs } from '#server/sync/room-clock.ts'
import { runCrowd } from './scale/crowd.ts'

test('U6, U9: a screen is sent at most a message a tick, however many arrive, on whichever process, and all of it in the end', async () => {
  const crowd = { cities: 40, processes: 3, seconds: 3, seed: 1 }
  const calm = await runCrowd({ ...crowd, perSecond: 20 })
  const storm = await runCrowd({ ...crowd, perSecond: 1000 })
  for (const { told, ms } of [calm, storm]) {
    // The time after the end, and the first message, which is sent at once, also count as ticks.
    const whole = ms + 1500
    expect(told.prompt.messages).toBeLessThanOrEqual(whole / tickMs + 2)
    expect(told.sparing.messages).toBeLessThanOrEqual(whole / sparingTickMs + 2)
    expect(told.sparing.bytes).toBeLessThan(told.prompt.bytes / 4)
  }
  expect(storm.versions).toBeGreaterThan(calm.versions * 20)
  expect(storm.hints).toBeLessThanOrEqual((3 * storm.ms) / gatherMs)
  expect(storm.hints).toBeLessThanOrEqual(storm.commits)
}, 60_000)
