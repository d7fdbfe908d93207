// Forms without script count against the rate limit of their source, as commands with script do.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { sourceLimits } from '#server/sources/source-budgets.ts'
import { clientFolder } from '../support/client-folder.ts'
import { standInDrawer } from '../support/stand-in-drawer.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, makeGathering, makeTestId, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let meetingId = ''

beforeAll(async () => {
  app = await startTestApp({
    assets: openAssets(clientFolder),
    drawer: standInDrawer,
    trustedProxies: ['127.0.0.1'],
  })
  gathering = await makeGathering(app)
  meetingId = (await gathering.addCity(cityIds.berlin)).meetingId
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const formId = () => `${makeTestId()}${makeTestId()}`
const post = (path: string, from: string, fields: Record<string, string>) =>
  fetch(`${app.url()}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ form: formId(), ...fields }),
    headers: { 'X-Forwarded-For': from },
  })

test('D5: one source proposes a dozen cities by forms at once, then is asked to wait; another one proposes meanwhile', async () => {
  const propose = (from: string) =>
    post(`/g/${gathering.slug}/propose/plain`, from, {
      place: cityIds.toronto,
      hostAlias: 'Sami',
      venue: 'Hall',
    })
  const statuses: number[] = []
  for (let asked = 0; asked <= sourceLimits.proposals.burst; asked += 1)
    statuses.push((await propose('198.51.100.1')).status)
  expect(statuses.at(-1)).toBe(503)
  expect(statuses.slice(0, -1)).not.toContain(503)
  expect((await propose('198.51.100.2')).status).toBe(200)
})

test('D6: one source guesses no more codes of the door by forms than its budget has; elsewhere the right code opens', async () => {
  app.clock.set(testInstant)
  const reply = async (from: string) => {
    const answered = await post(`/g/${gathering.slug}/come`, from, { city: meetingId, people: '1' })
    expect(answered.status).toBe(303)
    return answered.headers.get('location') ?? ''
  }
  const enter = async (ticket: string, from: string, code: string) =>
    (await post(ticket, from, { do: 'arrive', people: '1', code })).headers.get('location')
  const guesser = '198.51.100.3'
  const heard: (string | null)[] = []
  for (let tried = 0; tried <= sourceLimits.guesses.burst / 5; tried += 1) {
    const ticket = await reply(guesser)
    for (let guess = 0; guess < 5; guess += 1) heard.push(await enter(ticket, guesser, `WRONG${guess}`))
  }
  expect(heard.filter((place) => place?.endsWith('refused=arrival-code-wrong')).length).toBeLessThan(
    sourceLimits.guesses.burst + 5,
  )
  expect(heard.at(-1)).toMatch(/refused=code-locked$/)
  const { arrival_code: code } = await app
    .store()
    .db.selectFrom('meetings')
    .select('arrival_code')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const ticket = await reply('198.51.100.4')
  expect(await enter(ticket, '198.51.100.4', code)).toBe(ticket)
})
