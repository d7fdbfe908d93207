// One reader in twenty stops reading: little is queued for it, nobody else waits, and it ends with the current state.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Answer } from '#shared/protocol/answers.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { tellFigures } from '../support/figures.ts'
import { openPage } from '../support/page-sync.ts'
import { eventually, makeCommandId, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { accepted, makeGathering, type TestGathering } from '../support/test-gathering.ts'
import { queuedBytes } from '../support/watch-server.ts'

vi.mock('socket.io', async (real) =>
  (await import('../support/watch-server.ts')).watchSocketServers(await real()),
)

const readers = 20
const mostQueuedBytes = 256 * 1024
/** The system's buffers take some megabytes before anything queues in the server, so updates are long and sent until something does. */
const mostUpdates = 200
const lettersAnUpdate = 20_000

let app: TestApp
let gathering: TestGathering
let proxy: FaultProxy

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  proxy = await startFaultProxy(app.url())
})
afterAll(async () => {
  await proxy.close()
  await app.close()
  expect(app.trouble).toEqual([])
})

function openReader(url: string) {
  const page = openPage(url)
  const { store } = page.openGathering({ gathering: gathering.slug, as: 'public' })
  const slogan = () => store.getState().confirmed?.gathering.texts['en']?.slogan
  return { page, store, slogan, isInStep: () => store.getState().inStep }
}

test('U10: a reader who takes nothing has at most 256 KB queued, nobody else waits for it, and it is fresh once it reads again', async () => {
  const slow = openReader(proxy.url)
  const others = Array.from({ length: readers - 1 }, () => openReader(app.url()))
  await eventually(() => {
    for (const reader of [slow, ...others]) expect(reader.isInStep()).toBe(true)
  }, 10_000)
  await writeStatements()

  const before = await followUpdates(others, () => false, 25)
  proxy.set('down', { stopped: true })
  let [most, more] = [0, 0]
  const during = await followUpdates(
    others,
    () => {
      most = Math.max(most, ...queuedBytes().values())
      // Once something is queued, sends enough to exceed the limit if there were none.
      if (most > 64 * 1024) more += 1
      return more > 15
    },
    mostUpdates,
  )
  const ratio = percentile(during, 0.99) / percentile(before, 0.99)
  tellFigures('slow reader', {
    mostQueuedKB: Math.round(most / 1024),
    updates: during.length,
    othersP99Ms: Math.round(percentile(during, 0.99)),
    ratio: ratio.toFixed(2),
  })
  expect(most, 'nothing ever waited: this tried nothing').toBeGreaterThan(64 * 1024)
  expect(most).toBeLessThanOrEqual(mostQueuedBytes)
  // Part of the difference is the machine itself: it makes ten updates per second while 19 others read them.
  expect(ratio).toBeLessThan(4)

  proxy.set('down', {})
  const { texts } = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
  ).gathering
  await eventually(() => expect(slow.slogan()).toBe(texts['en']?.slogan), 15_000)
  // It still receives updates.
  await gathering.order('editGathering', { texts: { en: { slogan: 'after all' } } })
  await eventually(() => expect(slow.slogan()).toBe('after all'), 5000)
  for (const { page } of [slow, ...others]) page.close()
})

/** Over HTTP, because the texts are too long for a socket. */
async function writeStatements(): Promise<void> {
  const statement = (letter: string) => ({ title: letter, statement: letter.repeat(lettersAnUpdate) })
  const { gatheringId } = gathering
  const payload = { texts: { ar: statement('ن'), ku: statement('ک') } }
  const response = await fetch(`${app.url()}/api/commands`, {
    method: 'POST',
    headers: { cookie: gathering.cookie },
    body: JSON.stringify({ commandId: makeCommandId(), gatheringId, name: 'editGathering', payload }),
  })
  accepted((await response.json()) as Answer)
}

/** Changes the slogan repeatedly; returns for each change the ms from the organizer's answer until the last reader has it. */
async function followUpdates(
  followers: readonly { readonly slogan: () => string | undefined }[],
  isEnough: () => boolean,
  atMost: number,
): Promise<number[]> {
  const took: number[] = []
  while (took.length < atMost && !isEnough()) {
    const slogan = `the ${took.length}th of ${performance.now()}`
    await gathering.order('editGathering', { texts: { en: { slogan } } })
    const answeredAt = performance.now()
    await eventually(() => {
      for (const follower of followers) expect(follower.slogan()).toBe(slogan)
    }, 10_000)
    took.push(performance.now() - answeredAt)
    await pause(20)
  }
  return took
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
