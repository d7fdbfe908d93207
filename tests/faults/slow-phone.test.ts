// A phone with a few KB per second: it receives a long snapshot in parts, and its page stays live meanwhile.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { tellFigures } from '../support/figures.ts'
import { makeLongGathering } from '../support/long-gathering.ts'
import { openPage } from '../support/page-sync.ts'
import { eventually } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

/** The soak uses 400 KB at 3 KB per second. */
const isSoak = process.env['SOAK_SLOW_PHONE'] !== undefined
const languages = isSoak ? 10 : 3
const bytesPerSecond = isSoak ? 3000 : 15_000
const withinMs = isSoak ? 200_000 : 25_000

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
}, 30_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

test(
  'U14: a snapshot reaches a phone on a slow line in one go, with what happens meanwhile, and the page is never not live',
  async () => {
    const gathering = await makeLongGathering(app, languages)
    const proxy = await startFaultProxy(app.url())
    proxy.set('down', { bytesPerSecond })
    const page = openPage(proxy.url)
    const startedAt = performance.now()
    const { store } = page.openGathering({ gathering: gathering.slug, as: 'public' })
    const seen = new Set<string>()
    const stopFollowing = page.live.subscribe(({ status }) => seen.add(status))
    await gathering.order('editGathering', { texts: { en: { slogan: 'meanwhile' } } })
    await eventually(() => expect(store.getState().inStep).toBe(true), withinMs)
    const tookMs = performance.now() - startedAt
    await eventually(
      () => expect(store.getState().confirmed?.gathering.texts['en']?.slogan).toBe('meanwhile'),
      60_000,
    )
    stopFollowing()
    tellFigures('slow phone', { bytesPerSecond, tookMs: Math.round(tookMs) })
    // It arrived on the first connection, not after failed ones.
    expect(proxy.connections).toHaveLength(1)
    expect([...seen]).not.toContain('not-live')
    page.close()
    await proxy.close()
  },
  withinMs + 90_000,
)
