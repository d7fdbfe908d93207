// A connection and join request opened before the page exists: the page adopts them, or opens another gathering without harm.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage } from '../support/page-sync.ts'
import { eventually } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
})
afterAll(() => app.close())

test('a page finds in step what was opened ahead for it', async () => {
  const page = openPage(app.url())
  const view = { gathering: gathering.slug, as: 'public' } as const
  page.openAhead(view)
  // The connection and the answer arrive before anything subscribes.
  await eventually(() => expect(page.live.getState().status).toBe('live'), 5000)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(page.openGathering({ ...view }).store.getState()).toMatchObject({ status: 'ready', inStep: true })
  // Only the first page could adopt it; a second one starts from the beginning.
  expect(page.openGathering(view).store.getState()).toMatchObject({ status: 'loading', inStep: false })
  page.close()
})

test('a host’s page that was opened instead is told what changes, as if nothing had been opened ahead', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin)
  const page = openPage(app.url())
  page.openAhead({ gathering: gathering.slug, as: 'public' })
  const opened = page.openGathering({ gathering: gathering.slug, as: 'host', credential: hostSecret })
  await eventually(() => expect(opened.store.getState().inStep).toBe(true), 5000)
  const participant = await app.connect()
  const payload = { meetingId, partySize: 3 }
  const credential = makeSecret('r')
  accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  const confirmed = () =>
    opened.store.getState().confirmed?.counts.find((view) => view.meetingId === meetingId)?.confirmed
  await eventually(() => expect(confirmed()).toBe(3), 5000)
  page.close()
})
