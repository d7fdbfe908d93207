// A socket that joins repeatedly: it is rate limited, costs little, and is refused when it sends too much.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rates } from '#server/sync/socket-requests.ts'
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import { makeLongGathering } from '../support/long-gathering.ts'
import { openPage } from '../support/page-sync.ts'
import { eventually, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeGathering, makeSecret } from '../support/test-gathering.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
}, 30_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

test('U13: what joins more often than it may waits, and is told so in the end', async () => {
  const gathering = await makeGathering(app)
  const person = await app.connect()
  const request = { gathering: gathering.slug, as: 'public' } as const
  const answers = await Promise.all(
    Array.from({ length: 85 }, () => person.socket.timeout(20_000).emitWithAck('join', request)),
  )
  const served = answers.filter(({ ok }) => ok)
  const refused = answers.filter((answer) => !answer.ok && answer.reason === 'too-fast')
  expect(served.length).toBeGreaterThan(10)
  expect(served.length).toBeLessThan(rates.join.burst + 30)
  expect(served.length + refused.length).toBe(85)
  await pause(1000)
  expect((await person.join(request)).ok).toBe(true)
}, 30_000)

test('U13: so does what asks for replies by their secrets', async () => {
  const person = await app.connect()
  const answers = await Promise.all(Array.from({ length: 80 }, () => person.hold(makeSecret('r'))))
  const tooFast = answers.filter((answer) => !answer.ok && answer.reason === 'too-fast')
  expect(tooFast.length).toBeGreaterThan(80 - rates.hold.burst - 10)
})

test('F7: a client that says it knows a version that never was is answered by what everybody reads', async () => {
  const gathering = await makeGathering(app)
  const person = await app.connect()
  const first = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  const known = { epoch: first.epoch, version: first.version + 1_000_000 }
  const queries: string[] = []
  const { db } = app.store()
  const counted = db.selectFrom.bind(db)
  Object.assign(db, {
    selectFrom: (...asked: Parameters<typeof counted>) => {
      queries.push(String(asked[0]))
      return counted(...asked)
    },
  })
  const again = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public', known }))
  Reflect.deleteProperty(db, 'selectFrom')
  expect(again.version).toBe(first.version)
  expect(queries.filter((table) => table.startsWith('meetings'))).toEqual([])
})

test('U14: a long answer comes in parts to who can put them together, and as a whole to others', async () => {
  const gathering = await makeLongGathering(app, 3)
  const person = await app.connect()
  const request = { gathering: gathering.slug, as: 'public' } as const
  const whole = snapshotOf(await person.join(request))
  const pieces: string[] = []
  person.socket.on('part', (of, text, taken) => {
    expect(of).toBe(7)
    pieces.push(text)
    taken()
  })
  const last = await person.socket.timeout(5000).emitWithAck('join', { ...request, parts: 7 })
  expect(last).toEqual({ ok: true, inParts: 7 })
  expect(pieces.length).toBeGreaterThan(5)
  expect(snapshotOf(JSON.parse(pieces.join('')) as JoinAnswer)).toEqual(whole)
  const page = openPage(app.url())
  const { store } = page.openGathering(request)
  await eventually(() => expect(store.getState().confirmed).toEqual(whole), 5000)
  page.close()
}, 30_000)
