import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** Settles when the making of the gathering was told: whoever browses from now on hears of what is done from now on. */
async function makingTold({ cookie, order }: TestGathering): Promise<void> {
  const witness = await app.connect({ cookie })
  await witness.browse()
  await order('editGathering', { texts: { en: { title: 'Its making was told' } } })
  await eventually(() => expect(JSON.stringify(witness.told)).toContain('Its making was told'), 5000)
}

test('A7: a draft is told to its organizer and to nobody else, and editing it takes it off no list', async () => {
  const gathering = await makeGathering(app, { published: false })
  const { gatheringId, order, cookie } = gathering
  await makingTold(gathering)
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  expect(await organizer.browse()).toMatchObject([{ gatheringId, status: 'draft' }])
  expect(await stranger.browse(['2026-01'])).toEqual([])
  await order('editGathering', { texts: { en: { title: 'Another hour' } } })
  await eventually(() =>
    expect(organizer.told).toMatchObject([{ event: 'summary', value: { gatheringId, status: 'draft' } }]),
  )
  expect(stranger.told).toEqual([])
})

test('A7: what is published appears on every list, and taken back it is gone from strangers only', async () => {
  const gathering = await makeGathering(app, { published: false })
  const { gatheringId, order, cookie } = gathering
  await makingTold(gathering)
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
