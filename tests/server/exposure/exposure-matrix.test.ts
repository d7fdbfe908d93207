// The exposure matrix on sockets: every audience, city state, field and stored value, in snapshots, catch-up and live updates.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectStage, seenAmong } from '#server/reading/exposure.ts'
import { joinVersions } from '#server/reading/layers.ts'
import { loadMeetings } from '#server/store/meeting-rows.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { joinRequest } from '#shared/protocol/socket-events.ts'
import type { Audience, Snapshot } from '#shared/protocol/views.ts'
import { eventually, snapshotOf } from '../../support/person.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { makeTestId } from '../../support/test-gathering.ts'
import {
  allowed,
  isOnSocket,
  leaks,
  objectsIn,
  readerJoins,
  readerNamed,
  unknownFields,
  unknownUpdateFields,
} from './checks.ts'
import { accessTo, found, isOfCrew, mayRead, type Reader, takesPartIn } from './may-read.ts'
import { makeScene, type Scene } from './scene.ts'
import { closedValues, viewFields } from './view-fields.ts'
import { access, type CityState, cities, cityStates, crewAccess, type Rule } from './who-reads.ts'

let app: TestApp
let scene: Scene
/** The organizer's snapshot; the canaries confirm that it matches the store. */
let truth: Snapshot
beforeAll(async () => {
  app = await startTestApp()
  scene = await makeScene(app)
  truth = snapshotOf(await readerJoins(app, readerNamed(scene, 'organizer')))
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const readerNames = [
  ...(['public', 'preview', 'organizer', 'director'] as const),
  ...cities.flatMap((city) => [`guest of ${city}`, `host of ${city}`]),
]
test('every audience that can be asked for stands in the matrix', () => {
  expect(Object.keys(access).sort()).toEqual([...joinRequest.shape.as.options].sort())
  expect(Object.keys(crewAccess).sort()).toEqual(Object.keys(access).sort())
  expect([...readerNames].sort()).toEqual(scene.readers.map(({ name }) => name).sort())
  for (const reader of scene.readers)
    for (const city of cities) expect(['-', 'S', 'D', 'C', 'P', 'E']).toContain(accessTo(reader, city))
})

describe.each(readerNames)('A1, A2: %s', (name) => {
  const join = async (known?: { epoch: string; version: number }) => {
    const reader = readerNamed(scene, name)
    const person = await app.connect({ cookie: reader.cookie })
    const answer = await person.join({ ...reader.request, ...(known === undefined ? {} : { known }) })
    person.socket.close()
    return answer
  }

  test('reads exactly what the tables allow, in the fields that they name', async () => {
    const reader = readerNamed(scene, name)
    const answer = await join()
    expect(answer).toMatchObject({ ok: true, audience: { kind: reader.kind } })
    const snapshot = snapshotOf(answer)
    // The audience object itself contains the id of the city whose link was used.
    expect(found(snapshot, scene.canaries)).toEqual(allowed(scene, reader).filter(isOnSocket))
    expect(unknownFields(objectsIn(snapshot))).toEqual([])
    const missing = Object.keys(viewFields.snapshot).filter((field) => !Object.hasOwn(snapshot, field))
    expect(missing).toEqual([])
    const seen = cities.filter((city) => accessTo(reader, city) !== '-')
    const names = (ids: readonly string[]) => ids.map((id) => stateOf(id)).sort()
    expect(names(snapshot.meetings.map(({ meetingId }) => meetingId))).toEqual([...seen].sort())
    const counted = seen.filter((city) => takesPartIn(reader, city))
    expect(names(snapshot.counts.map(({ meetingId }) => meetingId))).toEqual([...counted].sort())
    for (const city of seen) expectFields(reader, city, snapshot)
    expectLinkUp(reader, snapshot)
  })

  test('reads no more by catching up from the first version on', async () => {
    const reader = readerNamed(scene, name)
    const { epoch } = snapshotOf(await join())
    // Starts at the publication: nobody could read the gathering before.
    const version = joinVersions(audienceOf(reader), { common: 1, own: 0 })
    const answer = await join({ epoch, version })
    if (!answer.ok || !('update' in answer)) throw new Error('no update')
    // Cities that this reader saw before are listed by id, as gone.
    const gone = new Set(goneFor(reader).map((city) => `meeting_id of ${city}`))
    expect(leaks(scene, answer.update, reader).filter((each) => !gone.has(each))).toEqual([])
    expect(unknownUpdateFields([answer.update])).toEqual([])
  })
})

const stateOf = (meetingId: string) =>
  cities.find((city) => scene.meetingIds[city] === meetingId) ?? `unknown ${meetingId}`

/** Cities that this audience once saw and no longer sees. */
function goneFor({ kind, own }: Reader): readonly CityState[] {
  const invited = kind === 'director' || (kind === 'guest' && own === 'secretMerged')
  return ['withdrawn', 'closed', ...(invited ? (['secretMerged'] as const) : [])]
}

/** Each field of a city is either the stored value or the placeholder for a hidden one. */
function expectFields(reader: Reader, city: CityState, snapshot: Snapshot): void {
  const id = scene.meetingIds[city]
  const isIt = (view: { readonly meetingId: string }) => view.meetingId === id
  const compare = (
    table: 'meeting' | 'meetingCrew' | 'counts',
    view: object | undefined,
    stored: object | undefined,
  ) => {
    const expected = Object.entries(viewFields[table]).map(([field, rule]: [string, Rule]) => {
      const value = stored?.[field as keyof typeof stored]
      const isOpen = mayRead(reader, { name: '', rule, city })
      // Compares the crew-only part of a city field by field.
      if (field === 'crew' && isOpen) return [field, view?.['crew' as keyof typeof view]]
      return [field, isOpen ? value : closed(table, field, value)]
    })
    expect({ city, view }).toEqual({ city, view: Object.fromEntries(expected) })
  }
  const isBanded = cityStates[city].counts === 'band'
  const storedAs = (name: string) => scene.canaries.find((canary) => canary.name === name)?.value
  const closed = (table: string, field: string, _value: unknown) => {
    const name = `${table}.${field}`
    if (Object.hasOwn(closedValues, name)) return closedValues[name]
    // Counts of expected and arrived people: where counts are approximate, the floors that the last batch stored.
    return isBanded ? storedAs(`told_${field} of ${city}`) : null
  }
  const [shown, whole] = [snapshot.meetings.find(isIt), truth.meetings.find(isIt)]
  compare('meeting', shown, whole)
  if (mayRead(reader, { name: '', rule: 'state', city })) {
    compare('meetingCrew', shown?.crew ?? undefined, whole?.crew ?? undefined)
  }
  if (!takesPartIn(reader, city)) return
  const seen = snapshot.counts.find(isIt)
  const readsExact = mayRead(reader, { name: '', rule: 'exact', city })
  const stored = truth.counts.find(isIt)
  compare('counts', seen, stored && { ...stored, rounded: !readsExact && isBanded })
}

function expectLinkUp(
  reader: Reader,
  { programme, rollCall, stage, control, messages, attendances }: Snapshot,
) {
  const sees = (city: CityState) => takesPartIn(reader, city)
  const closedSegment = { meetingId: null, title: '', language: '', kind: 'report', isClosed: true }
  expect(programme).toMatchObject(
    cities.map((city) =>
      sees(city)
        ? {
            segmentId: `segment-of-${city}`,
            meetingId: scene.meetingIds[city],
            kind: 'music',
            isClosed: false,
          }
        : { segmentId: `segment-of-${city}`, ...closedSegment },
    ),
  )
  expect(
    Object.keys(rollCall?.answers ?? {})
      .map(stateOf)
      .sort(),
  ).toEqual(cities.filter(sees).sort())
  const { invited, closed } = scene.meetingIds
  expect(stage).toMatchObject({
    meetingId: sees('invited') ? invited : null,
    segmentId: sees('invited') ? 'segment-of-invited' : null,
    nextMeetingId: sees('closed') ? closed : null,
  })
  const crew = isOfCrew(reader) ? crewAccess[reader.kind] : '-'
  expect(control === null).toBe(crew === '-')
  expect(control?.directors.length ?? 0).toBe(crew === 'control room' ? 1 : 0)
  if (reader.kind !== 'host') expect(attendances).toEqual([])
  if (crew === '-') expect(messages).toEqual([])
}

describe('A4: whichever city has the stage', () => {
  test('it reads as empty to everybody who may not know of that city, and so does the city that comes next', async () => {
    const meetings = await loadMeetings(app.store().db, scene.gathering.gatheringId)
    for (const reader of scene.readers) {
      const seen = seenAmong(meetings, audienceOf(reader))
      for (const city of cities) {
        const id = scene.meetingIds[city]
        // Hosts whose city was not approved, or has ended, see their city on no stage.
        const sees = takesPartIn(reader, city)
        const held = { ...emptyStage, meetingId: id, since: 1, segmentId: 'segment', isHeld: true }
        const empty = { meetingId: null, since: null, segmentId: null, isHeld: false }
        const read = {
          by: reader.name,
          city,
          holder: projectStage(held, [], seen, audienceOf(reader)),
          next: projectStage({ ...emptyStage, nextMeetingId: id }, [], seen, audienceOf(reader))
            .nextMeetingId,
        }
        const holder = sees ? held : { ...held, ...empty }
        expect(read).toEqual({ by: reader.name, city, holder, next: sees ? id : null })
      }
    }
  })
})

function audienceOf({ kind, own }: Reader): Audience {
  const meetingId = own === null ? '' : scene.meetingIds[own]
  const by: { readonly [Kind in Audience['kind']]: Audience } = {
    public: { kind: 'public' },
    preview: { kind: 'preview' },
    organizer: { kind: 'organizer' },
    director: { kind: 'director', directorId: 'any-director' },
    guest: { kind: 'guest', meetingId },
    host: { kind: 'host', meetingId },
  }
  return by[kind]
}

describe('A1, A5, U6: live', () => {
  test('nobody is told what is closed to them, whatever is done in every city', async () => {
    const { order } = scene.gathering
    const watching = await Promise.all(
      scene.readers.map(async (reader) => {
        const person = await app.connect({ cookie: reader.cookie })
        expect(await person.join(reader.request)).toMatchObject({ ok: true })
        return { reader, person }
      }),
    )
    const { gatheringId, cookie } = scene.gathering
    let fence = 1_234_567
    for (const city of cities) {
      // One socket per city, because a socket is rate limited.
      const organizer = await app.connect({ cookie })
      const ask = async (name: CommandName, payload: object, options: { credential?: string } = {}) => {
        const answer = await organizer.ask(name, gatheringId, payload as never, options)
        if (!answer.ok && answer.reason === 'too-fast') throw new Error(`${name} was not tried`)
        return answer
      }
      const meetingId = scene.meetingIds[city]
      const address = `https://new-streams-canary-${city}.example/a.m3u8`
      const handed = await ask('handStage', { meetingId, seenFence: fence })
      if (handed.ok) fence += 1
      await ask('putNext', { meetingId: scene.meetingIds.invited })
      await Promise.all([
        ask('putNext', { meetingId }),
        ask('editMeeting', { meetingId, edit: { note: `note-canary-${city}`, doorsMinutesBefore: 45 } }),
        ask('addStream', { meetingId, streamId: 'another-stream', role: 'backup', address }),
        ask('setLink', { meetingId, status: cityStates[city].isLinked ? 'on-air' : 'off' }),
        ask('countWalkIns', { meetingId, walkIns: 4 }),
        ask('setRecording', { meetingId, segmentId: null, address }),
        ask('sendMessage', { messageId: makeTestId(), meetingId, text: `words-live-${city}-` }),
        ask(
          'sendMessage',
          { messageId: makeTestId(), meetingId, text: `host-live-${city}-` },
          { credential: scene.hostSecrets[city] },
        ),
        ask('putSegment', {
          segment: {
            segmentId: `segment-live-${city}`,
            meetingId,
            kind: 'report',
            language: 'ar',
            title: `segment-live-canary-${city}`,
            lengthMs: 60_000,
            pinnedMs: null,
            overrun: 'push',
          },
          afterSegmentId: null,
        }),
      ])
      organizer.socket.close()
    }
    await order('endRehearsal', { rehearsalId: 'rehearsal-canary' })
    await order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'words-live-all-' })
    // Sent last: when it has arrived, all earlier changes have arrived too.
    const marker = 'marker-of-the-end'
    await order('editGathering', { texts: { en: { slogan: marker } } })
    await eventually(() => {
      for (const { reader, person } of watching)
        expect({ reader: reader.name, isTold: JSON.stringify(person.updates()).includes(marker) }).toEqual({
          reader: reader.name,
          isTold: true,
        })
    }, 10_000)
    const live = cities.flatMap((city) => [
      { name: `live stream of ${city}`, rule: 'streams' as const, city, value: `new-streams-canary-${city}` },
      { name: `live words to ${city}`, rule: 'talk' as const, city, value: `words-live-${city}-` },
      { name: `live words by ${city}`, rule: 'talk' as const, city, value: `host-live-${city}-` },
      {
        name: `live segment of ${city}`,
        rule: 'linked city' as const,
        city,
        value: `segment-live-canary-${city}`,
      },
    ])
    // The recording contains the stream's address; everyone who sees the city may read it.
    const told = [...scene.canaries, ...live.filter(({ rule }) => rule !== 'streams')]
    for (const { reader, person } of watching) {
      const may = new Set(told.filter((canary) => mayRead(reader, canary)).map(({ name }) => name))
      // Readers of a host's messages also see the host's display name.
      for (const city of cities)
        if (mayRead(reader, { name: '', rule: 'talk', city })) may.add(`host_alias of ${city}`)
      const leaked = found(person.told, told).filter((name) => !may.has(name))
      expect({ reader: reader.name, leaked }).toEqual({ reader: reader.name, leaked: [] })
      expect(unknownUpdateFields(person.updates())).toEqual([])
      const unseen = cities.filter((city) => accessTo(reader, city) === '-')
      const streams = live.filter(({ rule, city }) => rule === 'streams' && unseen.includes(city))
      expect({ reader: reader.name, leaked: found(person.told, streams) }).toEqual({
        reader: reader.name,
        leaked: [],
      })
      person.socket.close()
    }
    // Each city that may be on stage was on stage once.
    expect(fence).toBe(1_234_567 + 3)
    // Proves that the check is not empty: the organizer received every city.
    const organizerTold = JSON.stringify(
      watching.find(({ reader }) => reader.kind === 'organizer')?.person.told,
    )
    for (const city of cities) expect(organizerTold).toContain(`words-live-${city}-`)
    for (const city of ['open', 'banded', 'hidden', 'invited'] as const)
      expect(organizerTold).toContain(`host-live-${city}-`)
  })
})
