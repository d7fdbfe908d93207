// Traces that earlier versions left after erasures: keys of actors, cities of drafts, and replies to a gathering that cannot be erased.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { actorKeyOf, hashSecret } from '#server/secrets.ts'
import { loadPanicMark } from '#server/store/panic-mark.ts'
import type { ErasureProof } from '#shared/protocol/erasure.ts'
import { eventually } from '../support/person.ts'
import { confirmClock, purgeAt } from '../support/purge-in-test.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../support/test-gathering.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let app: TestApp
let gathering: TestGathering
beforeEach(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
}, 60_000)
afterEach(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

async function panic(asked: object, cookie?: string): Promise<ErasureProof | undefined> {
  const response = await fetch(`${app.url()}/api/panic`, {
    method: 'POST',
    headers: { origin: app.url(), ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify({ panicId: randomBytes(12).toString('base64url'), ...asked }),
  })
  return ((await response.json()) as { readonly proof?: ErasureProof }).proof
}

async function keepsNothingOf(texts: readonly string[]): Promise<void> {
  await eventually(async () => {
    const left = await app.everythingKept()
    expect(texts.filter((text) => left.includes(text))).toEqual([])
  }, 5000)
}

test('X2: nothing keeps the key of who hosted a city before it was erased, nor of who hosted it earlier', async () => {
  const idlib = await gathering.addCity(cityIds.idlib, { exposure: invited })
  const berlin = await gathering.addCity(cityIds.berlin)
  const { gatheringId, slug } = gathering
  const host = await app.connect()
  const say = async (hostSecret: string) =>
    accepted(
      await host.ask(
        'sendMessage',
        gatheringId,
        { messageId: makeTestId(), meetingId: idlib.meetingId, text: 'hello' },
        { credential: hostSecret },
      ),
    )
  await say(idlib.hostSecret)
  const renewed = makeSecret('h')
  await gathering.order('renewHostLink', { meetingId: idlib.meetingId, hostSecret: renewed })
  await say(renewed)
  // A person from there now has a reply elsewhere.
  const person = await app.connect()
  const credential = makeSecret('r')
  const reply = { meetingId: berlin.meetingId, partySize: 1 }
  accepted(await person.ask('replyToMeeting', gatheringId, reply, { credential }))
  const keys = [idlib.hostSecret, renewed].map((secret) => actorKeyOf(hashSecret(secret)))
  const kept = await app.everythingKept()
  for (const key of keys) expect(kept).toContain(key)
  expect(await panic({ scope: 'city', gathering: slug, credential: renewed, typed: 'Idlib' })).toBeDefined()
  await keepsNothingOf([...keys, idlib.meetingId])
  // Actors in the other cities are still known, so that their retries are answered.
  expect(await app.everythingKept()).toContain(actorKeyOf(hashSecret(credential)))
})

test('X2: of people whom a merger brought to another city nothing says that they came from one that was erased', async () => {
  const berlin = await gathering.addCity(cityIds.berlin)
  const aleppo = await gathering.addCity(cityIds.aleppo)
  const { gatheringId, slug } = gathering
  const person = await app.connect()
  const reply = { meetingId: berlin.meetingId, partySize: 2 }
  accepted(await person.ask('replyToMeeting', gatheringId, reply, { credential: makeSecret('r') }))
  await gathering.order('mergeMeeting', { meetingId: berlin.meetingId, intoMeetingId: aleppo.meetingId })
  const ways = () => app.store().db.selectFrom('attendances').select('merged_from').execute()
  expect(await ways()).toContainEqual({ merged_from: berlin.meetingId })
  const asked = { scope: 'city', gathering: slug, credential: berlin.hostSecret, typed: 'Berlin' }
  expect((await panic(asked))?.erased).toMatchObject({ meetings: 1, replies: 0 })
  expect(await ways()).not.toContainEqual({ merged_from: berlin.meetingId })
  expect(await ways()).toContainEqual({ merged_from: null })
})

test('A9: of a draft that was never published a panic and a purge leave no city, whatever it is open to', async () => {
  const makeDraft = async () => {
    const gatheringId = makeTestId()
    const texts = { en: { title: 'A draft' } }
    const { organizer } = gathering
    accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
    accepted(await organizer.ask('editGathering', gatheringId, { startsAt: testInstant, texts }))
    const meetingId = makeTestId()
    const plan = { ...openPlan, hostAlias: 'canary-host', note: 'canary-note' }
    const meeting = { meetingId, placeId: cityIds.berlin, hostSecret: makeSecret('h'), plan }
    accepted(await organizer.ask('addMeeting', gatheringId, meeting))
    return { gatheringId, meetingId }
  }
  const drafts = [await makeDraft(), await makeDraft()] as const
  const asked = { scope: 'gathering', gathering: drafts[0].gatheringId, typed: 'A draft' }
  expect((await panic(asked, gathering.cookie))?.erased.closedCities).toBe(1)
  await keepsNothingOf([drafts[0].meetingId])
  await purgeAt(app, testInstant + 60 * dayMs)
  await keepsNothingOf([drafts[1].meetingId, 'canary'])
})

test('X2: while the clock of the server is far ahead nothing counts as over, so a panic keeps no number', async () => {
  const berlin = await gathering.addCity(cityIds.berlin)
  const person = await app.connect()
  const credential = makeSecret('r')
  const { gatheringId, slug } = gathering
  const reply = { meetingId: berlin.meetingId, partySize: 3 }
  accepted(await person.ask('replyToMeeting', gatheringId, reply, { credential }))
  app.clock.set(testNow + 400 * dayMs)
  await app.app().purging.run()
  expect(app.app().purging.trust()).toBe('ahead')
  expect(
    await panic({ scope: 'city', gathering: slug, credential: berlin.hostSecret, typed: 'Berlin' }),
  ).toBeDefined()
  const { db } = app.store()
  const kept = await db.selectFrom('meetings').select(['status', 'confirmed']).execute()
  expect(kept).toEqual([{ status: 'withdrawn', confirmed: 0 }])
  // Once the clock is right, later backups do not count as older than the panic.
  expect((await loadPanicMark(db))?.at).toBeLessThanOrEqual(testNow + dayMs)
})

test('X8: an edit that waited on a phone brings nothing back for longer than a day into a city that a panic erased', async () => {
  const berlin = await gathering.addCity(cityIds.berlin, { address: 'canary-address' })
  const { slug } = gathering
  await panic({ scope: 'city', gathering: slug, credential: berlin.hostSecret, typed: 'Berlin' })
  await keepsNothingOf(['canary'])
  await gathering.order('editMeeting', { meetingId: berlin.meetingId, edit: { address: 'canary-late' } })
  expect(await app.everythingKept()).toContain('canary-late')
  await confirmClock(app, testNow + dayMs)
  await app.app().purging.run()
  expect(await app.app().takenAway.run()).toEqual({ replies: 0, cities: 1 })
  await keepsNothingOf(['canary'])
})

test('X6: a gathering whose replies cannot be erased keeps no other from it, however many are due in it', async () => {
  const broken = await makeGathering(app, { title: 'Another' })
  const there = await broken.addCity(cityIds.aleppo)
  const here = await gathering.addCity(cityIds.berlin)
  const person = await app.connect()
  const credential = makeSecret('r')
  const { gatheringId } = gathering
  const reply = { meetingId: here.meetingId, partySize: 1 }
  accepted(await person.ask('replyToMeeting', gatheringId, reply, { credential }))
  const { db } = app.store()
  const row = await db.selectFrom('attendances').selectAll().executeTakeFirstOrThrow()
  const due = Array.from({ length: 1001 }, (_, index) => ({
    ...row,
    attendance_id: `broken-${index}`,
    gathering_id: broken.gatheringId,
    meeting_id: there.meetingId,
    secret_hash: `broken-${index}`,
    code: `broken-${index}`,
    state: 'cancelled',
    cancelled_at: testNow - 60 * minuteMs,
    list_order: index,
    queue_order: index,
  }))
  for (let from = 0; from < due.length; from += 500)
    await db
      .insertInto('attendances')
      .values(due.slice(from, from + 500))
      .execute()
  accepted(await person.ask('cancelReply', gatheringId, {}, { credential }))
  await db
    .updateTable('gatherings')
    .set({ programme: 'no JSON' })
    .where('gathering_id', '=', broken.gatheringId)
    .execute()
  await confirmClock(app, testNow + 11 * minuteMs)
  expect(await app.app().takenAway.run()).toEqual({ replies: 1, cities: 0 })
  await keepsNothingOf([row.attendance_id])
  await db.updateTable('gatherings').set({ programme: '[]' }).execute()
  expect(app.trouble.splice(0).length).toBeGreaterThan(0)
  expect(await app.app().takenAway.run()).toEqual({ replies: 1001, cities: 0 })
})
