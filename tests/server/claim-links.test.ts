// The organizer's one-time sign-in link: only one is valid at a time; and when a start prints it.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { firstClaimLine, writesToJournal } from '#server/claim-message.ts'
import { hashSecret } from '#server/secrets.ts'
import { insertClaimLink } from '#server/store/session-rows.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeTestStore } from '../support/test-store.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const opens = async (token: string) => (await app.app().sessions.claim(token)) !== null

test('S2: a new sign-in link voids the one before', async () => {
  const { sessions } = app.app()
  const before = await sessions.makeClaimToken()
  const after = await sessions.makeClaimToken()
  expect([await opens(before), await opens(after)]).toEqual([false, true])
})

test('S2: once one sign-in link was used, those that an earlier version left open nothing', async () => {
  const left = await app.app().sessions.makeClaimToken()
  // Earlier versions left several valid links.
  await insertClaimLink(app.store().db, hashSecret('of an earlier start'), app.clock.now())
  expect([await opens(left), await opens('of an earlier start')]).toEqual([true, false])
})

test('S2: of two processes that start at once, one makes a sign-in link, and it stays valid', async () => {
  const { sessions } = app.app()
  const tokens = await Promise.all([sessions.makeFirstClaimToken(), sessions.makeFirstClaimToken()])
  const [token, ...others] = tokens.filter((each) => each !== null)
  expect(others).toEqual([])
  expect(await sessions.makeFirstClaimToken()).toBeNull()
  expect(await opens(token ?? '')).toBe(true)
  const next = await sessions.makeFirstClaimToken()
  app.clock.set(app.clock.now() + 2 * 86_400_000 + 1)
  expect(await sessions.makeFirstClaimToken()).not.toBeNull()
  expect(await opens(next ?? '')).toBe(false)
})

test('S2: a start prints the link once; the next one names the command, and voids nothing', async () => {
  await app.store().db.deleteFrom('claim_links').execute()
  const { sessions } = app.app()
  const say = (isJournal: boolean) =>
    firstClaimLine({ sessions, origin: 'https://multaqa.example', isJournal })
  const first = await say(false)
  const token = /^.*https:\/\/multaqa\.example\/claim#([\w-]+)$/.exec(first)?.[1] ?? ''
  for (const isJournal of [false, true]) {
    const next = await say(isJournal)
    expect(next).toContain('run multaqa claim')
    expect(next).not.toContain('/claim#')
  }
  expect(await opens(token)).toBe(true)
})

test('S2: where systemd keeps what is printed, a start names the command and makes no link', async () => {
  const kept = await makeTestStore()
  const server = await prepareServerProcess(kept.environment, { environment: { JOURNAL_STREAM: '8:1' } })
  onTestFinished(async () => {
    await server.kill()
    await kept.remove()
  })
  await server.start()
  await expect.poll(server.printed, { timeout: 5000 }).toContain('run multaqa claim')
  expect(server.printed()).not.toContain('/claim#')
}, 30_000)

test('a terminal of a desktop session, which inherits JOURNAL_STREAM, is no journal', () => {
  expect(writesToJournal({ JOURNAL_STREAM: '8:1' }, true)).toBe(false)
  expect(writesToJournal({ JOURNAL_STREAM: '8:1' }, false)).toBe(true)
  expect(writesToJournal({}, false)).toBe(false)
})
