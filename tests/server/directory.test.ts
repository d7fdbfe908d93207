import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, pause } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

test('A7: a draft is told to its organizer and to nobody else, and editing it takes it off no list', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  await pause(1200)
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  expect(await organizer.browse()).toMatchObject([{ gatheringId, status: 'draft' }])
  expect(await stranger.browse(['2026-01'])).toEqual([])
  await order('editGathering', { texts: { en: { title: 'Another hour' } } })
  await eventually(() =>
    expect(organizer.told).toMatchObject([{ event: 'summary', value: { gatheringId, status: 'draft' } }]),
  )
  expect(stranger.told).toEqual([])
})

test('A7, L3: what is published appears on every list, and taken back it is gone from strangers only', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  await pause(1200)
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  await Promise.all([organizer.browse(['2026-01']), stranger.browse(['2026-01'])])
  await order('publishGathering', {})
  await eventually(() => {
    for (const { told } of [organizer, stranger]) {
      expect(told).toMatchObject([{ event: 'summary', value: { gatheringId, status: 'published' } }])
    }
  })
  await order('unpublishGathering', {})
  await eventually(() => expect(stranger.told.at(-1)).toEqual({ event: 'gone', value: { gatheringId } }))
  await eventually(() =>
    expect(organizer.told.at(-1)).toMatchObject({ event: 'summary', value: { status: 'draft' } }),
  )
  await order('removeGathering', {})
  await eventually(() => expect(organizer.told.at(-1)).toEqual({ event: 'gone', value: { gatheringId } }))
})
