// Behaviour specific to PostgreSQL: a database that disconnects and returns, and several processes on one database.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createExecute, type Execute } from '#server/commands/execute.ts'
import { type Gazetteer, loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { hashSecret } from '#server/secrets.ts'
import { openPostgresStore, type Store } from '#server/store/open-store.ts'
import { firstOrganizer, markFirstStart } from '#server/store/session-rows.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { eventually, makeCommandId, pause, snapshotOf } from '../support/person.ts'
import { makeDatabase, startPostgres, type TestDatabase, withClient } from '../support/postgres.ts'
import { startTestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
} from '../support/test-gathering.ts'
import { watchStore } from '../support/watched-store.ts'

const server = process.env.TEST_DATABASE_URL ?? ''

describe('a database that is restarted', () => {
  test('F13: never makes a false acknowledgement nor ends the process, and is written to again within ten seconds', async () => {
    const postgres = await startPostgres()
    const app = await startTestApp({ databaseServer: postgres.url })
    try {
      const { gatheringId, slug, addCity } = await makeGathering(app)
      const { meetingId } = await addCity(cityIds.berlin)
      const acknowledged: string[] = []
      let isOver = false
      const people = Array.from({ length: 8 }, async () => {
        const person = await app.connect()
        while (!isOver) {
          const credential = makeSecret('r')
          const ask = { credential, commandId: makeCommandId() }
          for (;;) {
            const answer = await person
              .ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, ask)
              .catch(() => null)
            if (answer?.ok) acknowledged.push(hashSecret(credential))
            if (answer?.ok || isOver) break
            // Like a client: sends the same command again until it is answered.
            expect(answer ?? { reason: 'server-trouble' }).toMatchObject({
              reason: expect.stringMatching(/^(server-trouble|too-fast)$/),
            })
            await pause(50)
          }
          await pause(5)
        }
      })
      for (const suddenly of [false, true]) {
        const before = acknowledged.length
        await eventually(() => expect(acknowledged.length).toBeGreaterThan(before + 20), 10_000)
        await postgres.stop({ suddenly })
        await pause(500)
        const whileAway = acknowledged.length
        await postgres.start()
        await eventually(() => expect(acknowledged.length).toBeGreaterThan(whileAway), 10_000)
      }
      isOver = true
      await Promise.all(people)
      const kept = await app.store().db.selectFrom('attendances').select('secret_hash').execute()
      const hashes = new Set(kept.map((row) => row.secret_hash))
      expect(acknowledged.filter((hash) => !hashes.has(hash))).toEqual([])
      expect(hashes.size).toBe(kept.length)
      const reader = await app.connect()
      const { counts } = snapshotOf(await reader.join({ gathering: slug, as: 'public' }))
      expect(counts[0]?.confirmed).toBe(kept.length)
      expect(app.trouble.length).toBeGreaterThan(0)
    } finally {
      await app.close()
      await postgres.remove()
    }
  }, 90_000)
})

describe('several processes on one database', () => {
  let database: TestDatabase
  let stores: Store[]
  let gazetteer: Gazetteer
  const trouble: unknown[] = []

  beforeAll(async () => {
    gazetteer = await loadGazetteer()
    database = await makeDatabase(server)
    stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(database.url)))
  })
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await database.drop()
  })

  /** The write paths of several processes, each with its own connections. */
  function processes(): Execute[] {
    return stores.map(processOn)
  }

  function processOn(store: Store): Execute {
    return createExecute(
      store,
      {
        clock: { now: () => Date.UTC(2026, 0, 18) },
        ids: { next: () => randomBytes(12).toString('base64url') },
        findPlace: gazetteer.byId,
      },
      { onCommitted: () => {}, onTrouble: (error) => trouble.push(error) },
    )
  }

  /** Retries like the outbox of a client. */
  async function untilAnswered(execute: Execute, ...asked: Parameters<Execute>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await execute(...asked)
      if (answer.ok || answer.reason !== 'server-trouble' || tries === 20) return answer
    }
  }

  const organizer = { kind: 'organizer', organizerId: 'organizer-1', key: 'organizer:organizer-1' } as const
  const command = (gatheringId: string, name: string, payload: unknown) =>
    ({ commandId: makeCommandId(), gatheringId, name, payload }) as unknown as Command
  const replier = (secret: string) =>
    ({ kind: 'secret', opens: 'reply', hash: hashSecret(secret), key: hashSecret(secret) }) as const

  async function makeOpenGathering(execute: Execute): Promise<{ gatheringId: string; meetingId: string }> {
    const [gatheringId, meetingId] = [makeTestId(), makeTestId()]
    const order = async (name: string, payload: unknown) =>
      accepted(await execute(command(gatheringId, name, payload), organizer))
    await order('createGathering', { language: 'en' })
    await order('editGathering', {
      startsAt: Date.UTC(2026, 0, 20),
      leadPlaceId: cityIds.idlib,
      texts: { en: { title: 'One hour' } },
    })
    await order('publishGathering', {})
    const plan = { ...openPlan, capacity: 30 }
    await order('addMeeting', { meetingId, placeId: cityIds.berlin, hostSecret: makeSecret('h'), plan })
    return { gatheringId, meetingId }
  }

  test('have one epoch, one first start and one first organizer', async () => {
    expect(new Set(stores.map((store) => store.epoch)).size).toBe(1)
    const firsts = await Promise.all(
      stores.map(({ db }) =>
        db.transaction().execute(async (transaction) => {
          const isFirst = await markFirstStart(transaction)
          await pause(20)
          return isFirst
        }),
      ),
    )
    expect(firsts.filter((isFirst) => isFirst)).toHaveLength(1)
    const organizers = await Promise.all(
      stores.map(({ db }) =>
        db.transaction().execute((transaction) => firstOrganizer(transaction, makeTestId, Date.now())),
      ),
    )
    expect(new Set(organizers).size).toBe(1)
  })

  test('start at once on an empty database', async () => {
    const empty = await makeDatabase(server, { isEmpty: true })
    const opened = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(empty.url)))
    expect(new Set(opened.map((store) => store.epoch)).size).toBe(1)
    await Promise.all(opened.map((store) => store.close()))
    await empty.drop()
  })

  test('C6: give 90 replies for 30 places exactly 30 seats, in one order without a gap', async () => {
    const all = processes()
    const { gatheringId, meetingId } = await makeOpenGathering(all[0] as Execute)
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        untilAnswered(
          all[index % all.length] as Execute,
          command(gatheringId, 'replyToMeeting', { meetingId, partySize: 1 }),
          replier(makeSecret('r')),
        ),
      ),
    )
    const states = answers.map((answer) => accepted(answer).outcome.state)
    expect(states.filter((state) => state === 'confirmed')).toHaveLength(30)
    const { db } = stores[0] as Store
    const log = await db
      .selectFrom('changes')
      .select('version')
      .where('gathering_id', '=', gatheringId)
      .execute()
    const versions = log.map((row) => row.version).sort((one, other) => one - other)
    expect(versions).toEqual(Array.from({ length: 94 }, (_, index) => index + 1))
    const rows = await db
      .selectFrom('attendances')
      .selectAll()
      .where('gathering_id', '=', gatheringId)
      .orderBy('queue_order')
      .execute()
    expect(rows.map((row) => row.queue_order)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1))
    expect(rows.slice(0, 30).every((row) => row.state === 'confirmed')).toBe(true)
  })

  test('C4: carry out once what reaches all of them at once: a gathering made, a reply', async () => {
    const all = processes()
    for (let round = 0; round < 5; round += 1) {
      const making = command(makeTestId(), 'createGathering', { language: 'en' })
      const made = await Promise.all(all.map((execute) => untilAnswered(execute, making, organizer)))
      for (const answer of made) expect(answer).toEqual(accepted(made[0] as Answer))
    }
    const { gatheringId, meetingId } = await makeOpenGathering(all[0] as Execute)
    const replying = command(gatheringId, 'replyToMeeting', { meetingId, partySize: 1 })
    const who = replier(makeSecret('r'))
    const replied = await Promise.all(all.map((execute) => untilAnswered(execute, replying, who)))
    for (const answer of replied) expect(answer).toEqual(accepted(replied[0] as Answer))
  })

  test('C4: answer a gathering that two of them make as made, at whichever query of the one the other comes in', async () => {
    const [first, second, third] = stores as [Store, Store, Store]
    const isAnyWaiting = async () => {
      const { rows } = await sql`
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(third.db)
      return rows.length > 0
    }
    for (let comesInAt = 1; ; comesInAt += 1) {
      const making = command(makeTestId(), 'createGathering', { language: 'en' })
      let queries = 0
      let other: Promise<Answer> | undefined
      const slower = watchStore(first, async () => {
        queries += 1
        if (queries !== comesInAt) return
        let isAnswered = false
        other = processOn(second)(making, organizer).finally(() => {
          isAnswered = true
        })
        // Either it has finished, or it waits for this transaction's lock.
        await eventually(async () => expect(isAnswered || (await isAnyWaiting())).toBe(true), 5000)
      })
      const answer = await processOn(slower)(making, organizer)
      if (other === undefined) {
        expect(comesInAt).toBeGreaterThan(5)
        return
      }
      expect({ comesInAt, answer }).toMatchObject({ answer: { ok: true } })
      expect(await other).toEqual(answer)
    }
  })

  test('refuse one secret at two gatherings: one reply, one refusal', async () => {
    const all = processes()
    const gatherings = await Promise.all(all.map(makeOpenGathering))
    const who = replier(makeSecret('r'))
    const answers = await Promise.all(
      gatherings.map(({ gatheringId, meetingId }, index) =>
        untilAnswered(
          all[index] as Execute,
          command(gatheringId, 'replyToMeeting', { meetingId, partySize: 1 }),
          who,
        ),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { db } = stores[0] as Store
    const rows = await db.selectFrom('attendances').selectAll().where('secret_hash', '=', who.hash).execute()
    expect(rows).toHaveLength(1)
  })

  test('a transaction that came to nothing is not taken for a commit', async () => {
    const { db } = stores[0] as Store
    const writing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('meta').values({ key: 'lost', value: '1' }).execute()
      await transaction
        .insertInto('meta')
        .values({ key: 'epoch', value: 'there already' })
        .execute()
        .catch(() => {})
    })
    await expect(writing).rejects.toThrow(/rolled back/)
    expect(await db.selectFrom('meta').selectAll().where('key', '=', 'lost').execute()).toEqual([])
  })

  test('each connection is durable, whatever the database sets, and waits for nobody for ever', async () => {
    const careless = await makeDatabase(server)
    await withClient(careless.url, async (client) => {
      const { rows } = await client.query('select current_database() as name')
      await client.query(`alter database ${rows[0].name} set synchronous_commit = off`)
    })
    const store = await openPostgresStore(careless.url)
    const settings = ['synchronous_commit', 'lock_timeout', 'statement_timeout', 'transaction_isolation']
    const shown = await Promise.all(
      settings.map((name) =>
        store.db
          .selectNoFrom(({ fn, val }) => fn<string>('current_setting', [val(name)]).as('value'))
          .executeTakeFirstOrThrow(),
      ),
    )
    expect(shown.map(({ value }) => value)).toEqual(['on', '10s', '20s', 'read committed'])
    await store.close()
    await careless.drop()
  })
})

describe('a database that cannot be used', () => {
  test('is one line that says why and keeps the password to itself', async () => {
    const secret = new URL(server)
    secret.password = 'canary'
    const closed = new URL(server)
    closed.port = '1'
    const nowhere = new URL(server)
    nowhere.pathname = '/nothing-here'
    const lines = await Promise.all(
      [secret, closed, nowhere].map((url) =>
        openPostgresStore(url.href).then(
          () => 'opened',
          (error: Error) => error.message,
        ),
      ),
    )
    expect(lines).toEqual([
      expect.stringMatching(/^password authentication failed/),
      expect.stringMatching(/ECONNREFUSED/),
      expect.stringMatching(/does not exist/),
    ])
    expect(lines.join()).not.toMatch(/canary|\n/)
  })
})
