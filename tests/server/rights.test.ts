// Where rights begin and end: invitations, and a session that ends while its socket is connecting.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '#server/reading/calendar.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { createRunningWork } from '#server/running-work.ts'
import { createSourceBudgets } from '#server/sources/source-budgets.ts'
import { createSources } from '#server/sources/sources.ts'
import { createSync } from '#server/sync/create-sync.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import { signInAnotherOrganizer } from '../support/second-organizer.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()

async function invitationOf({ organizer, slug }: TestGathering, meetingId: string): Promise<string> {
  const { meetings } = snapshotOf(await organizer.join({ gathering: slug, as: 'organizer' }))
  return meetings.find((view) => view.meetingId === meetingId)?.crew?.invitation ?? ''
}

describe('A3: a city that strangers do not learn of', () => {
  test('takes a reply, or one that moves, only with its own invitation', async () => {
    const gathering = await makeGathering(app)
    const { gatheringId, addCity } = gathering
    const open = await addCity(cityIds.gaziantep)
    const [hidden, other] = [
      await addCity(cityIds.aleppo, { exposure: invited }),
      await addCity(cityIds.idlib, { exposure: invited }),
    ]
    const right = await invitationOf(gathering, hidden.meetingId)
    const wrong = [undefined, await invitationOf(gathering, other.meetingId), makeSecret('i')]
    const person = await app.connect()
    const credential = makeSecret('r')
    const reply = (meetingId: string, invitation: string | undefined, by = credential) => {
      const payload = { meetingId, partySize: 1, ...(invitation === undefined ? {} : { invitation }) }
      return person.ask('replyToMeeting', gatheringId, payload, { credential: by })
    }
    const move = (invitation: string | undefined) => {
      const payload = { toMeetingId: hidden.meetingId, ...(invitation === undefined ? {} : { invitation }) }
      return person.ask('moveReply', gatheringId, payload, { credential })
    }
    accepted(await reply(open.meetingId, undefined))
    const countAt = async (meetingId: string) => {
      const rows = app.store().db.selectFrom('attendances').select('code').where('meeting_id', '=', meetingId)
      return (await rows.execute()).length
    }
    for (const invitation of wrong) {
      expect(await move(invitation)).toEqual({ ok: false, reason: 'not-found' })
      expect(await reply(hidden.meetingId, invitation, makeSecret('r'))).toEqual({
        ok: false,
        reason: 'not-found',
      })
    }
    expect(await countAt(hidden.meetingId)).toBe(0)
    accepted(await move(right))
    accepted(await reply(hidden.meetingId, right, makeSecret('r')))
    expect(await countAt(hidden.meetingId)).toBe(2)
  })

  test('takes back whoever cancelled there, and does not ask again; elsewhere a cancelled reply needs an invitation', async () => {
    const gathering = await makeGathering(app)
    const { gatheringId, addCity } = gathering
    const hidden = await addCity(cityIds.aleppo, { exposure: invited })
    const other = await addCity(cityIds.idlib, { exposure: invited })
    const person = await app.connect()
    const credential = makeSecret('r')
    const invitation = await invitationOf(gathering, hidden.meetingId)
    const reply = (meetingId: string, more: { invitation?: string } = {}) =>
      person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1, ...more }, { credential })
    accepted(await reply(hidden.meetingId, { invitation }))
    accepted(await person.ask('cancelReply', gatheringId, {}, { credential }))
    expect(await reply(other.meetingId, { invitation })).toEqual({ ok: false, reason: 'not-found' })
    accepted(await reply(hidden.meetingId))
  })

  test('lets nobody join as its guest by the invitation of another city or gathering, nor a host by another’s link', async () => {
    const [one, two] = [await makeGathering(app), await makeGathering(app)]
    const hidden = await one.addCity(cityIds.aleppo, { exposure: invited })
    const elsewhere = await two.addCity(cityIds.aleppo, { exposure: exposurePresets.open })
    const person = await app.connect()
    const wrong = [
      { as: 'guest', credential: await invitationOf(two, elsewhere.meetingId) },
      { as: 'guest', credential: hidden.hostSecret },
      { as: 'host', credential: elsewhere.hostSecret },
      { as: 'host', credential: await invitationOf(one, hidden.meetingId) },
      { as: 'director', credential: hidden.hostSecret },
    ] as const
    for (const request of wrong) {
      const answer = await person.join({ gathering: one.slug, ...request })
      expect(answer).toEqual({ ok: false, reason: 'link-not-valid' })
    }
  })
})

test('A1: who is signed in, and is no organizer of this gathering, reads of it what strangers read', async () => {
  const [published, draft] = [await makeGathering(app), await makeGathering(app, { published: false })]
  const cookie = await signInAnotherOrganizer(app)
  const person = await app.connect({ cookie })
  for (const { slug } of [published, draft]) {
    for (const as of ['organizer', 'preview'] as const)
      expect(await person.join({ gathering: slug, as })).toEqual({ ok: false, reason: 'not-allowed' })
    const times = await fetch(`${app.url()}/api/gatherings/${slug}/reply-times`, { headers: { cookie } })
    expect(times.status).toBe(403)
  }
  expect(await person.join({ gathering: draft.slug, as: 'public' })).toEqual({
    ok: false,
    reason: 'not-found',
  })
  const exported = (slug: string) => fetch(`${app.url()}/g/${slug}/export.json`, { headers: { cookie } })
  expect((await exported(draft.slug)).status).toBe(404)
  expect((await exported(published.slug)).headers.get('cache-control')).toBe('no-cache')
})

test('A8: a session that is signed out while its socket is being opened leaves no socket', async () => {
  const http = createServer()
  const store = app.store()
  const heads = createHeads()
  let reads = 0
  const sync = createSync(http, {
    store,
    readings: createReadings(store, heads),
    calendar: createCalendar(store, heads),
    clock: app.clock,
    // The handshake reads the session first; before the second read somebody signs out.
    sessions: {
      ...app.app().sessions,
      read: async () => (++reads === 1 ? { organizerId: 'organizer', sessionHash: 'session' } : null),
    },
    sources: createSources([]),
    budgets: createSourceBudgets(),
    commandDoor: (command, actor) => app.app().execute(command, actor),
    bus: null,
    track: createRunningWork().track,
    isOwnOrigin: () => true,
    onTrouble: (error) => app.trouble.push(error),
    mostSockets: Number.POSITIVE_INFINITY,
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false })
  const why = await new Promise((resolve) => socket.once('disconnect', resolve))
  expect(why).toBe('io server disconnect')
  expect(reads).toBe(2)
  await sync.close()
})
