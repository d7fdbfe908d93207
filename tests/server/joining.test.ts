// The answers to joining (snapshot, missed changes, or refusal) and the content of updates: whole values, never differences.
import { beforeEach, describe, expect, test } from 'vitest'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, snapshotOf } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let city: TestCity
beforeEach(async () => {
  gathering = await makeGathering(app)
  city = await gathering.addCity(cityIds.berlin)
})

const say = (slogan: string) => gathering.order('editGathering', { texts: { en: { slogan } } })
const reply = async (partySize: number) => {
  const person = await app.connect()
  const payload = { meetingId: city.meetingId, partySize }
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: makeSecret('r') }),
  )
}

describe('J1: joining', () => {
  test('is answered with a snapshot, with what was missed, with nothing missed, or with a refusal', async () => {
    const person = await app.connect()
    const request = { gathering: gathering.slug, as: 'public' } as const
    const { epoch, version, ...snapshot } = snapshotOf(await person.join(request))
    const known = { epoch, version }
    expect(await person.join({ ...request, known })).toMatchObject({
      ok: true,
      update: { from: version, to: version },
    })
    await say('Once more')
    expect(await person.join({ ...request, known })).toMatchObject({
      ok: true,
      update: {
        epoch,
        from: version,
        to: version + 1,
        gathering: { texts: { en: { slogan: 'Once more' } } },
      },
    })
    // A version of another epoch, or one that does not exist yet, is ignored.
    for (const unknown of [
      { epoch: 'another', version },
      { epoch, version: version + 100 },
    ]) {
      const answer = await person.join({ ...request, known: unknown })
      expect(snapshotOf(answer)).toMatchObject({ epoch, version: version + 1, meetings: snapshot.meetings })
    }
    // Accepts the id as well as the slug from the URL.
    expect(await person.join({ ...request, gathering: gathering.gatheringId })).toMatchObject({ ok: true })
    const refusals = [
      [{ ...request, gathering: 'no-such-gathering' }, 'not-found'],
      [{ ...request, as: 'host', credential: makeSecret('h') }, 'link-not-valid'],
      [{ ...request, as: 'organizer' }, 'not-allowed'],
      [{ ...request, as: 'nobody' }, 'malformed'],
    ] as const
    for (const [asked, reason] of refusals)
      expect(await person.join(asked as typeof request)).toEqual({ ok: false, reason })
  })

  test('again with other eyes ends the reading with the first ones', async () => {
    const person = await app.connect()
    const host = { gathering: gathering.slug, as: 'host', credential: city.hostSecret } as const
    const stranger = { gathering: gathering.slug, as: 'public' } as const
    const { attendances } = snapshotOf(await person.join(host))
    expect(attendances).toEqual([])
    await reply(1)
    await eventually(() => expect(person.updates().at(-1)?.attendances).toHaveLength(1))
    snapshotOf(await person.join(stranger))
    const told = person.told.length
    await reply(2)
    await say('After the reply')
    await eventually(() => expect(JSON.stringify(person.told.slice(told))).toContain('After the reply'))
    for (const { attendances: listed } of person.updates().slice(told)) expect(listed).toBeUndefined()
    snapshotOf(await person.join(host))
    await reply(3)
    await eventually(() => expect(person.updates().at(-1)?.attendances).toHaveLength(1))
  })
})

describe('U1: an update', () => {
  test('says its epoch, where it begins and ends, and whole values: the same views that a fresh snapshot has', async () => {
    const person = await app.connect()
    const request = { gathering: gathering.slug, as: 'host', credential: city.hostSecret } as const
    const before = snapshotOf(await person.join(request))
    await reply(2)
    await reply(3)
    const note = 'Bring tea'
    await gathering.order('editMeeting', { meetingId: city.meetingId, edit: { note } })
    const answer = await person.join({ ...request, known: { epoch: before.epoch, version: before.version } })
    if (!answer.ok || !('update' in answer)) throw new Error('no update')
    const { update } = answer
    const fresh = snapshotOf(await person.join(request))
    expect(update).toMatchObject({ epoch: before.epoch, from: before.version, to: fresh.version })
    expect(fresh.version).toBeGreaterThan(before.version)
    expect(update.meetings).toEqual(fresh.meetings)
    expect(update.counts).toEqual(fresh.counts)
    expect(update.counts).toMatchObject([{ confirmed: 5 }])
    expect(update.attendances).toHaveLength(2)
    // Applying it again, or to a newer state, changes nothing.
    const grown = applyUpdate(before, update)
    if (grown.kind !== 'applied') throw new Error(grown.kind)
    expect(grown.snapshot).toEqual(fresh)
    const again = applyUpdate({ ...fresh, version: before.version }, update)
    expect(again).toEqual({ kind: 'applied', snapshot: fresh })
  })

  test('may hold newer values than it says, never older ones: what came in meanwhile is told with it or after it', async () => {
    const person = await app.connect()
    const request = { gathering: gathering.slug, as: 'public' } as const
    const before = snapshotOf(await person.join(request))
    await Promise.all(Array.from({ length: 20 }, () => reply(1)))
    await say('The end')
    await eventually(() => expect(JSON.stringify(person.updates())).toContain('The end'))
    let known = before.version
    let most = 0
    for (const { from, to, counts = [] } of person.updates()) {
      // U2: drops updates that precede the join.
      if (to <= known) continue
      expect(from).toBeLessThanOrEqual(known)
      // Each of these versions adds one person.
      const confirmed = counts[0]?.confirmed ?? most
      const least = Math.min(20, to - before.version)
      expect(confirmed).toBeGreaterThanOrEqual(Math.max(least, most))
      most = confirmed
      known = to
    }
    expect(most).toBe(20)
  })
})
