// PostgreSQL's files after a panic: the files of its tables contain no erased data once the tables were rewritten.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../support/person.ts'
import { startTestApp } from '../support/test-app.ts'
import { accepted, cityIds, invited, makeGathering, makeSecret } from '../support/test-gathering.ts'

test('X2, G5: after a panic no query finds a trace, and none lies in the files of the tables', async () => {
  const app = await startTestApp()
  onTestFinished(async () => {
    await app.close()
    expect(app.trouble).toEqual([])
  })
  const gathering = await makeGathering(app)
  const plan = { hostAlias: 'canary-host', address: 'canary-address', exposure: invited }
  const city = await gathering.addCity(cityIds.idlib, plan)
  const { db } = app.store()
  const { invitation } = await db
    .selectFrom('meetings')
    .select('invitation')
    .where('meeting_id', '=', city.meetingId)
    .executeTakeFirstOrThrow()
  const person = await app.connect()
  const payload = { meetingId: city.meetingId, partySize: 2, invitation }
  const credential = makeSecret('r')
  const { outcome } = accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }),
  )
  const traces = ['canary', city.meetingId, invitation, outcome.attendanceId ?? '']
  const { rows } = await sql<{ folder: string; oid: string }>`
    select current_setting('data_directory') as folder, oid::text as oid
    from pg_database where datname = current_database()`.execute(db)
  const folder = join(rows[0]?.folder ?? '', 'base', rows[0]?.oid ?? '')
  /** Searches the files on disk. */
  const inFiles = async () => {
    await sql`checkpoint`.execute(db)
    const files = readdirSync(folder).filter((name) => /^\d+/.test(name))
    const contents = files.map((name) => readFileSync(join(folder, name)))
    return traces.filter((trace) => contents.some((content) => content.includes(trace)))
  }
  expect(await inFiles()).toEqual(traces)
  const response = await fetch(`${app.url()}/api/panic`, {
    method: 'POST',
    headers: { origin: app.url() },
    body: JSON.stringify({
      panicId: randomBytes(12).toString('base64url'),
      scope: 'city',
      gathering: gathering.slug,
      credential: city.hostSecret,
      typed: 'Idlib',
    }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
  const kept = await app.everythingKept()
  expect(traces.filter((trace) => kept.includes(trace))).toEqual([])
  await eventually(async () => expect(await inFiles()).toEqual([]), 20_000)
})
