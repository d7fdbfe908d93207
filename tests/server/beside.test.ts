// Operator commands that change a running server's database from another process: screens show the change within a second.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { check } from '#server/operator/check.ts'
import { panic } from '#server/operator/panic.ts'
import type { Store } from '#server/store/open-store.ts'
import { deleteSession } from '#server/store/session-rows.ts'
import { eventually, type Person, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

let kept: TestStore
let app: TestApp
/** A separate connection to the database, as a command beside the server has. */
let beside: Store
let gathering: TestGathering
beforeEach(async () => {
  kept = await makeTestStore()
  app = await startTestApp({ sharedStore: kept })
  gathering = await makeGathering(app)
  beside = await kept.open()
}, 60_000)
afterEach(async () => {
  await app.close()
  await beside.close()
  await kept.remove()
  expect(app.trouble).toEqual([])
})

const told: string[] = []
const terminalThatSays = (answer: string) => ({
  say: (line: string) => void told.push(line),
  ask: async () => answer,
})

async function makeReply(): Promise<{ readonly person: Person; readonly credential: string }> {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: 'canary-host' })
  const person = await app.connect()
  const credential = makeSecret('r')
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 3 }, { credential }),
  )
  return { person, credential }
}

test('G5: panic reaches the screens of a running server within a second, and its pages at once after', async () => {
  const { person, credential } = await makeReply()
  // Commands use the machine's clock, so the gathering must be in the future by that clock.
  await gathering.order('editGathering', { startsAt: Date.now() + 86_400_000 })
  await person.join({ gathering: gathering.slug, as: 'public' })
  expect((await person.hold(credential)).ok).toBe(true)
  const page = () =>
    fetch(`${app.url()}/api/gatherings/${gathering.slug}`).then((response) => response.text())
  expect(await page()).toContain('canary-host')
  const calendar = () => fetch(`${app.url()}/api/calendar`).then((response) => response.json())
  expect(JSON.stringify(await calendar())).toContain('"people":3')
  told.length = 0
  const startedAt = performance.now()
  expect(await panic(beside, [gathering.slug], terminalThatSays('something else'))).toBe(false)
  expect((await person.hold(credential)).ok).toBe(true)
  expect(await panic(beside, [gathering.slug], terminalThatSays(`${gathering.slug}\n`))).toBe(true)
  const erasedAt = performance.now()
  await eventually(() => {
    expect(person.told.map(({ event }) => event)).toContain('ticketGone')
    expect(person.updates().length).toBeGreaterThan(0)
  })
  // The server polls every 0.4 to 0.8 s; the rest is margin for a machine under load.
  expect(performance.now() - erasedAt).toBeLessThan(1500)
  expect(startedAt).toBeLessThan(erasedAt)
  expect(await page()).not.toContain('canary-host')
  await eventually(async () => expect(JSON.stringify(await calendar())).toContain('"people":0'))
  expect(told.join('\n')).toMatch(/erased 1 replies, \d+ log entries/)
  expect(told.at(-1)).toMatch(/Copies elsewhere .* destroy them by hand/)
  expect((await person.hold(credential)).ok).toBe(false)
  const after = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  expect(after.counts).toMatchObject([{ confirmed: 0 }])
})

test('G2: whoever reads nothing but a reply hears of its erasure by another process, also right after a start', async () => {
  const { credential } = await makeReply()
  await app.restart()
  const person = await app.connect()
  // By now the process has processed all earlier changes, and nobody has read the gathering since.
  await pause(1000)
  expect((await person.hold(credential)).ok).toBe(true)
  await pause(1000)
  expect(await panic(beside, [gathering.slug, '--yes'], terminalThatSays(''))).toBe(true)
  await eventually(() => expect(person.told.map(({ event }) => event)).toContain('ticketGone'))
  expect((await person.hold(credential)).ok).toBe(false)
})

test('panic --all --yes erases every gathering, and says what is not there', async () => {
  await makeReply()
  const other = await makeGathering(app, { title: 'Another' })
  expect(await panic(beside, ['no-such-gathering', '--yes'], terminalThatSays(''))).toBe(false)
  expect(await panic(beside, [], terminalThatSays(''))).toBe(false)
  expect(await panic(beside, ['--all'], terminalThatSays(''))).toBe(false)
  expect(await panic(beside, ['--all', '--yes'], terminalThatSays(''))).toBe(true)
  expect(told.filter((line) => line.startsWith(`${other.slug}: erased`))).toHaveLength(1)
  expect(await beside.db.selectFrom('attendances').selectAll().execute()).toEqual([])
  expect(await app.everythingKept()).not.toContain('canary-host')
})

test('A8: a session that ended elsewhere, or has run out, loses its socket within a second', async () => {
  const [elsewhere, old] = [await app.signIn(), await app.signIn()]
  const [one, two] = [await app.connect({ cookie: elsewhere }), await app.connect({ cookie: old })]
  const { db } = beside
  const { session_hash: last } = await db
    .selectFrom('sessions')
    .select('session_hash')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  const all = await db.selectFrom('sessions').select('session_hash').execute()
  // The organizer of `makeGathering`, and the two new ones.
  expect(all).toHaveLength(3)
  await deleteSession(db, last)
  for (const { session_hash } of all.filter((row) => row.session_hash !== last)) {
    await db
      .updateTable('sessions')
      .set({ expires_at: testNow })
      .where('session_hash', '=', session_hash)
      .execute()
  }
  for (const person of [one, two, gathering.organizer])
    await eventually(() => expect(person.socket.connected).toBe(false))
})

test('a session that is over is signed in nowhere, also while its row is there', async () => {
  const cookie = await app.signIn()
  const isSignedIn = async () => {
    const answer = await fetch(`${app.url()}/api/session`, { headers: { cookie } })
    return ((await answer.json()) as { signedIn: boolean }).signedIn
  }
  app.clock.set(testNow + 30 * 86_400_000 - 1)
  expect(await isSignedIn()).toBe(true)
  app.clock.set(testNow + 30 * 86_400_000)
  expect(await isSignedIn()).toBe(false)
})

test('G6: check finds numbers that are not those of the replies, and passes over purged gatherings', async () => {
  await makeReply()
  expect(await check(beside, [], terminalThatSays(''))).toBe(true)
  await beside.db.updateTable('meetings').set({ confirmed: 5 }).execute()
  told.length = 0
  expect(await check(beside, [], terminalThatSays(''))).toBe(false)
  expect(told[0]).toMatch(/5 confirmed, but its replies are 3/)
  await beside.db.updateTable('gatherings').set({ purged_at: testNow }).execute()
  expect(await check(beside, [], terminalThatSays(''))).toBe(true)
})
