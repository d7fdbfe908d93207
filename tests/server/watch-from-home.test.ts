// “I will watch from home”: one number per gathering, sent in bands, limited per source, with no data about the person.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchingOfSource, watchingOfUnknown } from '#server/sources/watching-budget.ts'
import { purgeWhenDue } from '#server/store/purge-rows.ts'
import { snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
beforeEach(async () => {
  app = await startTestApp({ trustedProxies: ['127.0.0.1'] })
  gathering = await makeGathering(app)
}, 60_000)
afterEach(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

type Said = { readonly status: number; readonly answer: unknown }

/** `from`: the address that a trusted proxy forwards; null for none. */
async function say(from: string | null, headers: Record<string, string> = {}): Promise<Said> {
  const forwarded: Record<string, string> = from === null ? {} : { 'x-forwarded-for': from }
  const response = await fetch(`${app.url()}/api/gatherings/${gathering.slug}/watching`, {
    method: 'POST',
    headers: { ...forwarded, ...headers },
  })
  return { status: response.status, answer: await response.json() }
}

const receipt = expect.stringMatching(/^[\w-]{24}$/)

/** Sends the answer, and returns the receipt. */
async function answered(from: string): Promise<string> {
  const { answer } = await say(from)
  if (typeof answer !== 'object' || answer === null || !('receipt' in answer)) throw new Error('no receipt')
  return String(answer.receipt)
}

async function takeBack(token: unknown, slug = gathering.slug): Promise<unknown> {
  const body = JSON.stringify({ receipt: token })
  const response = await fetch(`${app.url()}/api/gatherings/${slug}/watching/take-back`, {
    method: 'POST',
    body,
  })
  return response.json()
}

/** Sends each answer from a different source. */
const sayFromMany = (many: number) =>
  Promise.all(Array.from({ length: many }, (_, index) => say(`198.51.${100 + (index >> 8)}.${index & 255}`)))

const rows = () => app.store().db.selectFrom('watching_from_home').selectAll().execute()
const kept = async () => (await rows()).map(({ people }) => people)
const told = async (as: 'public' | 'organizer') =>
  snapshotOf(await gathering.organizer.join({ gathering: gathering.slug, as })).gathering.watching

const revision = async () => {
  const query = app.store().db.selectFrom('gatherings').select('revision')
  return (await query.executeTakeFirstOrThrow()).revision
}

/** Moves the purge date and not the clock, because that would end sessions too. */
async function purgeNow(): Promise<void> {
  const { db } = app.store()
  await db.updateTable('gatherings').set({ purge_at: app.clock.now() }).execute()
  await db.transaction().execute((within) => purgeWhenDue(within, gathering.gatheringId, app.clock.now()))
}

test('W1: an answer is one more in the number of its gathering, and changes no version and no log', async () => {
  const state = async () => {
    const { db } = app.store()
    const { told_watching: _told, ...row } = await db
      .selectFrom('gatherings')
      .selectAll()
      .executeTakeFirstOrThrow()
    return { row, log: await db.selectFrom('changes').selectAll().execute() }
  }
  const before = await state()
  expect(await say('203.0.113.77')).toEqual({ status: 200, answer: { ok: true, receipt } })
  await Promise.all([say('203.0.113.78'), say('203.0.113.79')])
  expect(await kept()).toEqual([3])
  expect(await state()).toEqual(before)
  const [row] = await rows()
  expect(Object.keys(row ?? {}).sort()).toEqual(['count_key', 'fell', 'gathering_id', 'people'])
  expect(await app.everythingKept()).not.toContain('203.0.113')
})

test('W1: a draft, a gathering that is over or cancelled and a foreign page are refused, and nothing is counted', async () => {
  const foreign = await say('203.0.113.1', { origin: 'https://elsewhere.example' })
  expect(foreign).toEqual({ status: 403, answer: { ok: false, reason: 'not-allowed' } })
  await gathering.order('cancelGathering', { reason: '' })
  expect((await say('203.0.113.1')).answer).toEqual({ ok: false, reason: 'gathering-cancelled' })
  await gathering.order('reinstateGathering', {})
  app.clock.set(testInstant + 2 * 60 * 60_000)
  expect((await say('203.0.113.1')).answer).toEqual({ ok: false, reason: 'gathering-past' })
  app.clock.set(testInstant - 60_000)
  gathering = await makeGathering(app, { published: false, title: 'A draft' })
  expect(await say('203.0.113.1')).toEqual({ status: 404, answer: { ok: false, reason: 'not-found' } })
  expect(await kept()).toEqual([])
})

test('W2: the number is told as a floor, in a batch alone, and organizers read the same as strangers', async () => {
  await gathering.addCity(cityIds.gaziantep)
  const reader = await app.connect()
  const before = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  // Whatever the random draw, 40 is shown as 10, and so is 41.
  await sayFromMany(40)
  await gathering.allTold(reader)
  expect(reader.updates().map((update) => update.gathering?.watching)).not.toContain(10)
  expect([await told('public'), await told('organizer')]).toEqual([0, 0])
  await reader.join({ gathering: gathering.slug, as: 'public' })
  const missing = await app.connect()
  const { epoch, version } = snapshotOf(await missing.join({ gathering: gathering.slug, as: 'public' }))
  missing.socket.close()
  const revised = await revision()
  await app.app().tellingBands.run()
  expect(await revision()).toBe(revised)
  await gathering.allTold(reader)
  expect([await told('public'), await told('organizer')]).toEqual([10, 10])
  expect(reader.updates().map((update) => update.gathering?.watching)).toContain(10)
  const after = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  expect(after.counts).toEqual(before.counts)
  // A reader who missed the update catches up to the same state.
  const known = { epoch, version }
  const back = await (await app.connect()).join({ gathering: gathering.slug, as: 'public', known })
  expect(back.ok && 'update' in back ? back.update.gathering?.watching : back).toBe(10)
  // One more answer causes no update.
  await say('203.0.113.5')
  expect(await app.app().tellingBands.run()).toBe(0)
})

test('W2: no list, calendar, feed, export or page of how it ran says how many watch from home', async () => {
  const { db } = app.store()
  await db.updateTable('gatherings').set({ told_watching: 7_654_321 }).execute()
  const { slug } = gathering
  const paths = [
    '/api/gatherings',
    '/api/calendar',
    '/calendar.ics',
    `/g/${slug}.ics`,
    `/g/${slug}/gathering.ics`,
    `/g/${slug}/feed.atom`,
    `/g/${slug}/feed.json`,
    `/g/${slug}/export.json`,
    `/g/${slug}/as-it-ran.json`,
    `/embed/g/${slug}`,
  ]
  for (const path of paths) expect(await (await fetch(app.url() + path)).text()).not.toContain('7654321')
  expect(await (await fetch(`${app.url()}/api/gatherings/${slug}`)).text()).toContain('7654321')
})

test('W3: a source adds 20 answers at once, and one more is thanked in the same way and not counted', async () => {
  const { burst } = watchingOfSource
  const answers = await Promise.all(Array.from({ length: burst + 5 }, () => say('203.0.113.9')))
  for (const answer of answers) expect(answer).toEqual({ status: 200, answer: { ok: true, receipt } })
  expect(await kept()).toEqual([burst])
  await say('203.0.113.10')
  expect(await kept()).toEqual([burst + 1])
})

test('W3: where sources are not known they share one bound of their own', async () => {
  const { burst } = watchingOfUnknown
  await Promise.all(Array.from({ length: burst + 20 }, () => say(null)))
  expect(await kept()).toEqual([burst])
  await say('203.0.113.11')
  expect(await kept()).toEqual([burst + 1])
})

test('W5: an answer is taken back once, by its own receipt, and raises no version', async () => {
  const mine = await answered('203.0.113.20')
  await say('203.0.113.21')
  const before = await revision()
  for (const wrong of ['', 'x', null, 7, { a: 1 }, '__proto__'])
    expect(await takeBack(wrong)).toEqual({ ok: false, reason: 'link-not-valid' })
  const other = await makeGathering(app, { title: 'Another' })
  expect(await takeBack(mine, other.slug)).toEqual({ ok: false, reason: 'link-not-valid' })
  const both = await Promise.all([takeBack(mine), takeBack(mine)])
  expect(both).toContainEqual({ ok: true })
  expect(both).toContainEqual({ ok: false, reason: 'link-not-valid' })
  expect(await kept()).toEqual([1])
  expect(await revision()).toBe(before)
})

test('W5: what was not counted takes nothing away, and a number that was erased is not made smaller by a receipt of before', async () => {
  const { burst } = watchingOfSource
  for (let at = 0; at < burst; at += 1) await say('203.0.113.22')
  expect(await takeBack(await answered('203.0.113.22'))).toEqual({ ok: true })
  expect(await kept()).toEqual([burst])
  const early = await answered('203.0.113.23')
  await app.store().db.deleteFrom('watching_from_home').execute()
  await say('203.0.113.24')
  expect(await takeBack(early)).toEqual({ ok: true })
  expect(await kept()).toEqual([1])
})

test('W4: a purge takes the number and leaves the floor that was told last', async () => {
  await sayFromMany(40)
  await app.app().tellingBands.run()
  const floor = await told('public')
  await purgeNow()
  expect(await kept()).toEqual([])
  const row = await app
    .store()
    .db.selectFrom('gatherings')
    .select(['told_watching', 'purged_at'])
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ told_watching: floor, purged_at: app.clock.now() })
})

test('W4: a purged gathering that gets a date to come tells nobody of before, and counts anew', async () => {
  await sayFromMany(40)
  await app.app().tellingBands.run()
  await purgeNow()
  expect((await say('203.0.113.12')).answer).toEqual({ ok: false, reason: 'gathering-past' })
  await gathering.order('editGathering', { startsAt: app.clock.now() + 24 * 60 * 60_000 })
  expect(await told('public')).toBe(0)
  expect((await say('203.0.113.12')).answer).toEqual({ ok: true, receipt })
  expect(await kept()).toEqual([1])
})

test('W4: a panic before the day takes the number and the floor', async () => {
  await sayFromMany(40)
  await app.app().tellingBands.run()
  expect(await told('public')).toBeGreaterThan(0)
  const response = await fetch(`${app.url()}/api/panic`, {
    method: 'POST',
    headers: { cookie: gathering.cookie },
    body: JSON.stringify({
      panicId: 'a-panic-of-this-test',
      scope: 'gathering',
      gathering: gathering.slug,
      typed: 'One hour',
    }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
  expect(await kept()).toEqual([])
  expect(await told('public')).toBe(0)
})

test('W4: a removed gathering takes the number along', async () => {
  gathering = await makeGathering(app, { published: false, title: 'Another' })
  await app
    .store()
    .db.insertInto('watching_from_home')
    .values({ gathering_id: gathering.gatheringId, people: 5, fell: 0, count_key: 'a-key' })
    .execute()
  await gathering.order('removeGathering', {})
  expect(await kept()).toEqual([])
})
