// The observers who try to count closed cities: a stranger and another city's host, with everything they can receive over every transport.
import { expect } from 'vitest'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Update } from '#shared/protocol/views.ts'
import { heardAll } from '../../support/heard-all.ts'
import { eventually, type Person, snapshotOf } from '../../support/person.ts'
import type { TestApp } from '../../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../../support/test-gathering.ts'

export const closedKinds = ['hidden', 'banded', 'secret'] as const
export type ClosedKind = (typeof closedKinds)[number]

export type CountingScene = {
  readonly app: TestApp
  readonly gathering: TestGathering
  readonly open: TestCity
  readonly closed: Readonly<Record<ClosedKind, TestCity>>
}

export async function makeCountingScene(app: TestApp): Promise<CountingScene> {
  const gathering = await makeGathering(app)
  return {
    app,
    gathering,
    open: await gathering.addCity(cityIds.gaziantep),
    closed: {
      hidden: await gathering.addCity(cityIds.idlib, { exposure: exposurePresets.vetted }),
      banded: await gathering.addCity(cityIds.berlin, { exposure: exposurePresets.approximate }),
      secret: await gathering.addCity(cityIds.aleppo, { exposure: { ...invited, counts: 'hidden' } }),
    },
  }
}

/** The invitation code of a city that strangers cannot see. */
export async function invitationTo(
  { app, gathering }: CountingScene,
  { meetingId }: TestCity,
): Promise<string> {
  const row = await app
    .store()
    .db.selectFrom('meetings')
    .select('invitation')
    .where('meeting_id', '=', meetingId)
    .where('gathering_id', '=', gathering.gatheringId)
    .executeTakeFirstOrThrow()
  return row.invitation
}

/** Adds a reply in a city; returns the reply's secret. */
export async function replyIn(
  scene: CountingScene,
  person: Person,
  city: TestCity,
  partySize = 1,
): Promise<string> {
  const credential = makeSecret('r')
  const invitation = await invitationTo(scene, city)
  const payload = { meetingId: city.meetingId, partySize, invitation }
  accepted(await person.ask('replyToMeeting', scene.gathering.gatheringId, payload, { credential }))
  return credential
}

/** Everything that can be read without a socket: pages, ETags, files. Excludes the response dates. */
const paths = (slug: string, city: string) => [
  `/g/${slug}`,
  `/g/${slug}/${city}`,
  `/api/gatherings/${slug}`,
  '/api/calendar',
  '/api/gatherings',
  '/calendar.ics',
  `/g/${slug}.ics`,
  `/g/${slug}/gathering.ics`,
  `/g/${slug}/export.json`,
  `/g/${slug}/as-it-ran.json`,
  `/g/${slug}/feed.json`,
  `/g/${slug}/sitemap.xml`,
  `/embed/g/${slug}`,
  '/feed.json',
  '/sitemap.xml',
  '/',
]

export type Observer = {
  /** Everything these readers can request, as one text. */
  readonly read: () => Promise<string>
  /** Makes a change that is sent to everybody, and returns all other messages received since the previous call. */
  readonly toldBesideMarker: () => Promise<readonly unknown[]>
}

/**
 * Reads as a stranger who stays connected (at both paces), as one who joins repeatedly with and without a known version, as the host of
 * every city except the watched one, as a participant in each city, as a reader of the calendar, and over HTTP.
 */
export async function openObserver(scene: CountingScene, watched: TestCity): Promise<Observer> {
  const { app, gathering, open } = scene
  const { slug, gatheringId } = gathering
  const stranger: JoinRequest = { gathering: slug, as: 'public' }
  const others = [open, ...Object.values(scene.closed)].filter((city) => city !== watched)
  const joined: Person[] = []
  for (const request of [
    { ...stranger, pace: 'prompt' },
    { ...stranger, pace: 'sparing' },
    ...others.map(({ hostSecret }) => ({ gathering: slug, as: 'host', credential: hostSecret })),
  ] as JoinRequest[]) {
    const person = await app.connect()
    snapshotOf(await person.join(request))
    joined.push(person)
  }
  const [browsing, holder, asking] = [await app.connect(), await app.connect(), await app.connect()]
  await browsing.browse(['open', '2026-01'])
  const own: string[] = []
  for (const city of [open, watched, ...others]) {
    const credential = await replyIn(scene, holder, city)
    expect(await holder.hold(credential)).toMatchObject({ ok: true })
    own.push(credential)
  }
  const everybody = [...joined, browsing, holder]
  let [marks, size] = [0, 1]

  async function mark(): Promise<void> {
    marks += 1
    size = size === 1 ? 2 : 1
    const slogan = `marker ${marks} of ${slug}`
    accepted(await asking.ask('resizeReply', gatheringId, { partySize: size }, { credential: own[0] ?? '' }))
    // Sent last, because texts are never delayed: it also releases all updates that were held back.
    await gathering.order('editGathering', { texts: { en: { slogan } } })
    const hears = (person: Person, text: string) =>
      eventually(() => expect(JSON.stringify(person.told)).toContain(text), 5000)
    for (const person of [...joined, browsing]) await hears(person, slogan)
    await hears(holder, `"partySize":${size}`)
    await heardAll(...everybody)
  }

  const takeTold = () => everybody.map((person) => person.told.splice(0))
  // The crew receives its presence list within two seconds.
  for (const host of joined.slice(2))
    await eventually(() => expect(host.told.some(({ event }) => event === 'crew')).toBe(true), 5000)
  await mark()
  takeTold()
  const known = snapshotOf(await asking.join(stranger))
  return {
    read: async () => {
      const seen: unknown[] = []
      // Joining repeatedly reveals no more than staying connected.
      for (const before of [undefined, known.version, known.version - 1]) {
        const person = await app.connect()
        const request =
          before === undefined ? stranger : { ...stranger, known: { epoch: known.epoch, version: before } }
        seen.push(await person.join(request))
        person.socket.close()
      }
      for (const { hostSecret } of others) {
        const person = await app.connect()
        seen.push(await person.join({ gathering: slug, as: 'host', credential: hostSecret }))
        person.socket.close()
      }
      for (const credential of own) seen.push(await (await app.connect()).hold(credential))
      for (const path of paths(slug, open.meetingId)) {
        const response = await fetch(`${app.url()}${path}`)
        const { headers } = response
        seen.push([
          path,
          response.status,
          headers.get('etag'),
          headers.get('last-modified'),
          await response.text(),
        ])
      }
      return JSON.stringify(seen)
    },
    toldBesideMarker: async () => {
      await mark()
      const slogan = `marker ${marks} of ${slug}`
      return takeTold().flatMap((told) =>
        told.filter(({ event, value }) => {
          if (event === 'ticket') return (value as { meetingId: string }).meetingId !== open.meetingId
          if (event === 'c' || event === 'crew') return false
          const text = JSON.stringify(value)
          if (text.includes(slogan)) return false
          // The marker's reply changes the counts of the open city, which everybody may read.
          const {
            epoch: _e,
            gatheringId: _g,
            from: _f,
            to: _t,
            counts,
            attendances: _a,
            ...more
          } = value as Update
          return Object.keys(more).length > 0 || counts?.some(({ meetingId }) => meetingId !== open.meetingId)
        }),
      )
    },
  }
}
