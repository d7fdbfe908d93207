// Two servers of one installation: a panic on one disconnects the readers on the other within a second, with or without a bus.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { panic as panicByCommand } from '#server/operator/panic.ts'
import { openBusPool } from '#server/store/postgres-database.ts'
import { type Bus, openPostgresBus } from '#server/sync/bus.ts'
import { eventually, pause } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

/** A hint, or without a bus the poll every 0.8 s; then a tick, and the disconnection. */
const withinMs = { 'a bus': 1000, 'no bus': 1500 } as const

describe.each(['a bus', 'no bus'] as const)('with %s', (kind) => {
  let shared: TestStore
  let one: TestApp
  let other: TestApp
  let gathering: TestGathering

  beforeAll(async () => {
    shared = await makeTestStore()
    const openBus = (onTrouble: (error: unknown) => void): Bus =>
      openPostgresBus(openBusPool(shared.environment.DATABASE_URL), onTrouble)
    const options = { sharedStore: shared, ...(kind === 'a bus' ? { openBus } : {}) }
    one = await startTestApp(options)
    other = await startTestApp(options)
    gathering = await makeGathering(one)
    // Until both are subscribed.
    await pause(500)
  })
  afterAll(async () => {
    await one.close()
    await other.close()
    await shared.remove()
    expect([...one.trouble, ...other.trouble]).toEqual([])
  })

  async function ask(asked: object, cookie?: string): Promise<{ readonly ok: boolean }> {
    const response = await fetch(`${one.url()}/api/panic`, {
      method: 'POST',
      headers: { origin: one.url(), ...(cookie === undefined ? {} : { cookie }) },
      body: JSON.stringify({ panicId: randomBytes(12).toString('base64url'), ...asked }),
    })
    return (await response.json()) as { readonly ok: boolean }
  }

  async function readersOf(slug: string) {
    const city = await gathering.addCity(cityIds.idlib, { hostAlias: 'canary', exposure: invited })
    const { invitation } = await shared.open().then(async (store) => {
      const row = await store.db
        .selectFrom('meetings')
        .select('invitation')
        .where('meeting_id', '=', city.meetingId)
        .executeTakeFirstOrThrow()
      await store.close()
      return row
    })
    const [host, guest, holder] = [await other.connect(), await other.connect(), await other.connect()]
    const credential = makeSecret('r')
    const payload = { meetingId: city.meetingId, partySize: 2, invitation }
    accepted(await holder.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    expect((await holder.hold(credential)).ok).toBe(true)
    expect((await host.join({ gathering: slug, as: 'host', credential: city.hostSecret })).ok).toBe(true)
    expect((await guest.join({ gathering: slug, as: 'guest', credential: invitation })).ok).toBe(true)
    return { city, host, guest, holder }
  }

  type Readers = Awaited<ReturnType<typeof readersOf>>
  const areClosed = ({ host, guest, holder }: Readers) =>
    eventually(() => {
      expect(host.socket.connected).toBe(false)
      expect(guest.socket.connected).toBe(false)
      expect(holder.told.map(({ event }) => event)).toContain('ticketGone')
    }, 5000)

  async function timed(work: () => Promise<unknown>, readers: Readers): Promise<number> {
    const startedAt = performance.now()
    const answer = await work()
    expect(answer).toMatchObject({ ok: true })
    await areClosed(readers)
    return performance.now() - startedAt
  }

  test('X1: of a city', async () => {
    const readers = await readersOf(gathering.slug)
    const credential = readers.city.hostSecret
    const asked = { scope: 'city', gathering: gathering.slug, credential, typed: 'Idlib' }
    expect(await timed(() => ask(asked), readers)).toBeLessThan(withinMs[kind])
  })

  test('X1: of a gathering', async () => {
    const readers = await readersOf(gathering.slug)
    const asked = { scope: 'gathering', gathering: gathering.slug, typed: 'One hour' }
    expect(await timed(() => ask(asked, gathering.cookie), readers)).toBeLessThan(withinMs[kind])
  })

  test('X1, X5: of the installation, whose organizers are signed out everywhere', async () => {
    const readers = await readersOf(gathering.slug)
    const organizer = await other.connect({ cookie: gathering.cookie })
    const said: string[] = []
    await panicByCommand(one.store(), ['--link'], {
      say: (line) => void said.push(line),
      ask: async () => '',
    })
    const credential = said[0]?.split('#')[1] ?? ''
    const asked = { scope: 'installation', credential, typed: '127.0.0.1' }
    expect(await timed(() => ask(asked), readers)).toBeLessThan(withinMs[kind])
    await eventually(() => expect(organizer.socket.connected).toBe(false))
    const store = await shared.open()
    expect(await shared.everything(store)).not.toContain('canary')
    await store.close()
  })
})
