// Panic over HTTP: who may erase a city, a gathering or the installation, what remains, and who is disconnected.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { panic as panicByCommand } from '#server/operator/panic.ts'
import { findDamage } from '#server/store/check-rows.ts'
import type { ErasureProof } from '#shared/protocol/erasure.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let backups: string
let gathering: TestGathering
beforeEach(async () => {
  backups = await mkdtemp(join(tmpdir(), 'multaqa-backups-'))
  app = await startTestApp({ backupFolder: backups })
  gathering = await makeGathering(app)
}, 60_000)
afterEach(async () => {
  await app.close()
  await rm(backups, { recursive: true, force: true })
  expect(app.trouble).toEqual([])
})

type Asked = {
  readonly scope: string
  readonly typed: string
  readonly gathering?: string
  readonly credential?: string
  readonly meetingId?: string
  readonly panicId?: string
}
type Answered = { readonly ok: boolean; readonly reason?: string; readonly proof?: ErasureProof }

async function ask(asked: Asked, cookie?: string): Promise<Answered> {
  const response = await fetch(`${app.url()}/api/panic`, {
    method: 'POST',
    headers: { origin: app.url(), ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify({ panicId: randomBytes(12).toString('base64url'), ...asked }),
  })
  return (await response.json()) as Answered
}

const ofCity = ({ hostSecret }: TestCity, typed: string): Asked => ({
  scope: 'city',
  gathering: gathering.slug,
  credential: hostSecret,
  typed,
})

const canaryPlan = {
  hostAlias: 'canary-host',
  venue: 'canary-venue',
  address: 'canary-address',
  note: 'canary-note',
}

async function replyTo(person: Person, { meetingId }: TestCity, invitation?: string) {
  const credential = makeSecret('r')
  const payload = { meetingId, partySize: 3, ...(invitation === undefined ? {} : { invitation }) }
  const { outcome } = accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }),
  )
  return { credential, attendanceId: outcome.attendanceId ?? '', code: outcome.code ?? '' }
}

async function invitationOf({ meetingId }: TestCity): Promise<string> {
  const { invitation } = await app
    .store()
    .db.selectFrom('meetings')
    .select('invitation')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  return invitation
}

/** Waits until the cleanup after the answer is done, and searches all stored data. */
async function keepsNothingOf(texts: readonly string[]): Promise<void> {
  await eventually(async () => {
    const left = await app.everythingKept()
    expect(texts.filter((text) => left.includes(text))).toEqual([])
  }, 5000)
}

const event = (person: Person, name: string) => person.told.find((told) => told.event === name)?.value

describe('a host', () => {
  test('X1, X2: erases a closed city whole: rows, log, talk, programme and stage; readers by its links are closed within a second', async () => {
    const idlib = await gathering.addCity(cityIds.idlib, { ...canaryPlan, exposure: invited })
    const berlin = await gathering.addCity(cityIds.berlin)
    const { order, gatheringId, slug } = gathering
    const invitation = await invitationOf(idlib)
    const person = await app.connect()
    const held = await replyTo(person, idlib, invitation)
    const other = await replyTo(person, berlin)
    const segment = {
      segmentId: makeTestId(),
      meetingId: idlib.meetingId,
      kind: 'report',
      language: 'ar',
      title: 'canary-title',
      lengthMs: 60_000,
      pinnedMs: null,
      overrun: 'push',
    } as const
    await order('putSegment', { segment, afterSegmentId: null })
    await order('sendMessage', { messageId: makeTestId(), meetingId: idlib.meetingId, text: 'canary-talk' })
    await order('addStream', {
      meetingId: idlib.meetingId,
      streamId: makeTestId(),
      role: 'main',
      address: 'https://canary-stream.example/live.m3u8',
    })
    await order('setLink', { meetingId: idlib.meetingId, status: 'on-air' })
    await order('handStage', { meetingId: idlib.meetingId, segmentId: segment.segmentId, seenFence: 0 })
    const [host, guest] = [await app.connect(), await app.connect()]
    const secrets = { host: idlib.hostSecret, guest: invitation } as const
    for (const [as, reader] of [['host', host] as const, ['guest', guest] as const])
      expect((await reader.join({ gathering: slug, as, credential: secrets[as] })).ok).toBe(true)
    expect((await person.hold(held.credential)).ok).toBe(true)
    expect((await person.hold(other.credential)).ok).toBe(true)
    await writeFile(join(backups, 'multaqa-2026-01-18.backup'), 'canary')
    await writeFile(join(backups, 'multaqa-2026-01-19.backup.part'), 'canary')
    await writeFile(join(backups, 'notes.txt'), 'not ours')

    const startedAt = performance.now()
    const { proof } = await ask(ofCity(idlib, ' ادلب '))
    await eventually(() => {
      expect(host.socket.connected).toBe(false)
      expect(guest.socket.connected).toBe(false)
      expect(event(person, 'ticketGone')).toEqual({ attendanceId: held.attendanceId })
    })
    expect(performance.now() - startedAt).toBeLessThan(1000)

    expect(proof).toMatchObject({ scope: 'city', areBackupsGone: true, failed: 0 })
    expect(proof?.erased).toMatchObject({ replies: 1, messages: 1, closedCities: 1, backups: 2 })
    expect(await readdir(backups)).toEqual(['notes.txt'])
    await keepsNothingOf(['canary', idlib.meetingId, held.attendanceId, held.code, invitation])
    const snapshot = snapshotOf(await gathering.organizer.join({ gathering: slug, as: 'organizer' }))
    expect(snapshot.meetings.map(({ meetingId }) => meetingId)).toEqual([berlin.meetingId])
    expect(snapshot.stage.meetingId).toBe(null)
    // Other cities are unchanged.
    expect(snapshot.counts).toMatchObject([{ confirmed: 3 }])
    const answer = await person.hold(other.credential)
    expect(answer.ok).toBe(true)
    expect(await findDamage(app.store())).toEqual([])
    const late = await person.ask(
      'replyToMeeting',
      gatheringId,
      { meetingId: idlib.meetingId, partySize: 1, invitation },
      { credential: makeSecret('r') },
    )
    expect(late).toMatchObject({ ok: false, reason: 'not-found' })
  })

  test('X2: a public city is withdrawn, with nothing of its host and no numbers', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const person = await app.connect()
    const { credential, attendanceId } = await replyTo(person, berlin)
    expect((await ask(ofCity(berlin, 'BERLIN'))).proof?.erased).toMatchObject({ replies: 1, meetings: 1 })
    await keepsNothingOf(['canary', attendanceId])
    expect((await person.hold(credential)).ok).toBe(false)
    const { meetings } = snapshotOf(
      await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
    )
    expect(meetings).toMatchObject([{ status: 'withdrawn', hostAlias: '', note: '' }])
    expect(await findDamage(app.store())).toEqual([])
  })

  test('X2: of a city that is over, the numbers that strangers could read stay', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await replyTo(await app.connect(), berlin)
    app.clock.set(testInstant + 3 * 3_600_000)
    expect((await ask(ofCity(berlin, 'Berlin'))).ok).toBe(true)
    const reader = await app.connect()
    const { counts, meetings } = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
    expect(counts).toMatchObject([{ confirmed: 3 }])
    expect(meetings).toMatchObject([{ hostAlias: '' }])
    expect(await findDamage(app.store())).toEqual([])
  })

  test('X3: nothing is erased without the name of the city, or by a link that was renewed or belongs to another city', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const aleppo = await gathering.addCity(cityIds.aleppo)
    expect(await ask(ofCity(berlin, 'Aleppo'))).toMatchObject({ ok: false, reason: 'name-not-typed' })
    expect(await ask(ofCity(berlin, ''))).toMatchObject({ ok: false, reason: 'name-not-typed' })
    expect(await ask(ofCity(aleppo, 'Berlin'))).toMatchObject({ ok: false, reason: 'name-not-typed' })
    // A host's link identifies its own city, whatever the request says.
    const other = { ...ofCity(aleppo, 'Berlin'), meetingId: berlin.meetingId }
    expect(await ask(other)).toMatchObject({ ok: false, reason: 'name-not-typed' })
    await gathering.order('renewHostLink', { meetingId: berlin.meetingId, hostSecret: makeSecret('h') })
    expect(await ask(ofCity(berlin, 'Berlin'))).toMatchObject({ ok: false, reason: 'link-not-valid' })
    expect(await app.everythingKept()).toContain('canary-address')
    const foreign = await fetch(`${app.url()}/api/panic`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: JSON.stringify(ofCity(aleppo, 'Aleppo')),
    })
    expect(foreign.status).toBe(403)
  })

  test('X4: a retry is answered with the first proof, also after a restart', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await replyTo(await app.connect(), berlin)
    const asked = { ...ofCity(berlin, 'Berlin'), panicId: 'one-panic-and-no-other' }
    const first = await ask(asked)
    expect(first.proof?.erased.replies).toBe(1)
    await app.restart()
    expect(await ask(asked)).toEqual(first)
    expect(await ask({ ...asked, panicId: 'another-panic-by-it' })).toMatchObject({
      ok: false,
      reason: 'link-not-valid',
    })
  })

  test('X4: the same id sent for another city is no retry of the first', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const aleppo = await gathering.addCity(cityIds.aleppo, canaryPlan)
    const panicId = 'one-panic-and-no-other'
    const by = (city: TestCity, typed: string) => ({
      scope: 'city' as const,
      gathering: gathering.slug,
      meetingId: city.meetingId,
      typed,
      panicId,
    })
    expect(await ask(by(berlin, 'Berlin'), gathering.cookie)).toMatchObject({ ok: true })
    expect(await ask(by(aleppo, 'anything'), gathering.cookie)).toMatchObject({
      ok: false,
      reason: 'name-not-typed',
    })
  })

  test('X2: a proposer erases a proposal, and the host of a city that was declined, withdrawn or taken back to a draft can too', async () => {
    const person = await app.connect()
    const { gatheringId } = gathering
    for (const [placeId, name, isDeclined] of [
      [cityIds.idlib, 'Idlib', false],
      [cityIds.aleppo, 'Aleppo', true],
    ] as const) {
      const city = { meetingId: makeTestId(), hostSecret: makeSecret('h') }
      const plan = {
        ...canaryPlan,
        capacity: null,
        languages: [],
        doorsMinutesBefore: 0,
        exposure: invited,
      }
      accepted(
        await person.ask(
          'proposeMeeting',
          gatheringId,
          { meetingId: city.meetingId, placeId, plan },
          { credential: city.hostSecret },
        ),
      )
      if (isDeclined) await gathering.order('declineMeeting', { meetingId: city.meetingId, reason: 'canary' })
      expect((await ask(ofCity(city, name))).proof?.erased.proposals).toBe(1)
    }
    await keepsNothingOf(['canary'])
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await gathering.order('unpublishGathering', {})
    expect((await ask(ofCity(berlin, 'Berlin'))).ok).toBe(true)
    await keepsNothingOf(['canary'])
  })
})

describe('an organizer', () => {
  test('X2: erases the gathering: every city, every reply; strangers read its words as before', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const idlib = await gathering.addCity(cityIds.idlib, { ...canaryPlan, exposure: invited })
    const person = await app.connect()
    const held = await replyTo(person, berlin)
    await person.join({ gathering: gathering.slug, as: 'public' })
    expect((await person.hold(held.credential)).ok).toBe(true)
    const host = await app.connect()
    await host.join({ gathering: gathering.slug, as: 'host', credential: berlin.hostSecret })
    const asked = { scope: 'gathering', gathering: gathering.slug, typed: 'one  HOUR' }
    expect(await ask(asked)).toMatchObject({ ok: false, reason: 'not-allowed' })
    expect(await ask({ ...asked, typed: 'Another' }, gathering.cookie)).toMatchObject({
      ok: false,
      reason: 'name-not-typed',
    })
    const { proof } = await ask(asked, gathering.cookie)
    expect(proof?.erased).toMatchObject({ replies: 1, closedCities: 1, meetings: 1 })
    await eventually(() => expect(host.socket.connected).toBe(false))
    await eventually(() => expect(event(person, 'ticketGone')).toBeDefined())
    await keepsNothingOf(['canary', held.attendanceId, idlib.meetingId])
    const { gathering: words, meetings } = snapshotOf(
      await person.join({ gathering: gathering.slug, as: 'public' }),
    )
    expect(words.texts.en?.title).toBe('One hour')
    expect(meetings.map(({ meetingId }) => meetingId)).toEqual([berlin.meetingId])
  })

  test('X2: erases one city, whose host cannot', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const asked = { scope: 'city', gathering: gathering.slug, meetingId: berlin.meetingId, typed: 'برلين' }
    expect(await ask(asked)).toMatchObject({ ok: false, reason: 'not-allowed' })
    const other = await makeGathering(app, { title: 'Another' })
    expect(await ask({ ...asked, gathering: other.slug }, gathering.cookie)).toMatchObject({
      ok: false,
      reason: 'not-found',
    })
    expect((await ask(asked, gathering.cookie)).ok).toBe(true)
    await keepsNothingOf(['canary'])
  })
})

describe('the operator', () => {
  const said: string[] = []
  const terminal = { say: (line: string) => void said.push(line), ask: async () => '' }

  test('X5: erases the installation by the newest link of the command line, and signs everybody out', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await replyTo(await app.connect(), berlin)
    const other = await makeGathering(app, { title: 'Another' })
    await other.addCity(cityIds.aleppo, canaryPlan)
    said.length = 0
    for (const _time of [1, 2]) await panicByCommand(app.store(), ['--link'], terminal)
    const [old = '', link = ''] = said.filter((line) => line.includes('#')).map((line) => line.split('#')[1])
    const asked = { scope: 'installation', typed: '127.0.0.1' }
    expect(await ask({ ...asked, credential: old })).toMatchObject({ ok: false, reason: 'link-not-valid' })
    expect(await ask(asked, gathering.cookie)).toMatchObject({ ok: false, reason: 'link-not-valid' })
    expect(await ask({ ...asked, typed: 'localhost', credential: link })).toMatchObject({
      ok: false,
      reason: 'name-not-typed',
    })
    const startedAt = performance.now()
    const { proof } = await ask({ ...asked, credential: link })
    for (const { organizer } of [gathering, other])
      await eventually(() => expect(organizer.socket.connected).toBe(false))
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(proof?.erased).toMatchObject({ replies: 1, meetings: 2, sessions: 2 })
    await keepsNothingOf(['canary'])
    expect(await app.store().db.selectFrom('sessions').selectAll().execute()).toEqual([])
    await panicByCommand(app.store(), ['--no-link'], terminal)
    expect(await ask({ ...asked, credential: link })).toMatchObject({ ok: false, reason: 'link-not-valid' })
  })

  test('X5: one gathering that cannot be erased, and a backup that cannot be deleted, keep nothing else, and are said', async () => {
    await gathering.addCity(cityIds.berlin, canaryPlan)
    const other = await makeGathering(app, { title: 'Another' })
    await app
      .store()
      .db.updateTable('gatherings')
      .set({ programme: 'no JSON' })
      .where('gathering_id', '=', other.gatheringId)
      .execute()
    // A folder with that name cannot be deleted like a file.
    await mkdir(join(backups, 'multaqa-1.backup'))
    said.length = 0
    await panicByCommand(app.store(), ['--link'], terminal)
    const credential = said[0]?.split('#')[1] ?? ''
    const { proof } = await ask({ scope: 'installation', typed: '127.0.0.1', credential })
    expect(proof).toMatchObject({ failed: 1, areBackupsGone: false })
    await keepsNothingOf(['canary'])
    expect(app.trouble.splice(0).length).toBeGreaterThan(0)
    await app.store().db.updateTable('gatherings').set({ programme: '[]' }).execute()
    app.trouble.length = 0
  })
})
