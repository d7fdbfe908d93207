// The rules of the link-up about fences, terms and the programme, each with a command that comes too late.
import { beforeEach, describe, expect, test } from 'vitest'
import { startFileApp } from '../support/file-app.ts'
import { type Person, snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { segmentOf } from './link-up-cases.ts'

const app = startFileApp()
let gathering: TestGathering
let one: TestCity
let other: TestCity
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  one = await gathering.addCity(cityIds.gaziantep)
  other = await gathering.addCity(cityIds.berlin)
  for (const { meetingId } of [one, other]) {
    const address = `https://live.example.org/${meetingId}.m3u8`
    await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }
})

const read = async () =>
  snapshotOf(await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }))
const runsOf = () =>
  app
    .store()
    .db.selectFrom('stage_runs')
    .select(['fence', 'meeting_id'])
    .where('gathering_id', '=', gathering.gatheringId)
    .orderBy('fence')
    .execute()

describe('K1: an act on the stage by a fence that is not the present one', () => {
  test('is refused, whichever act it is and however far it is off, and changes nothing', async () => {
    const { gatheringId, organizer, order } = gathering
    await order('handStage', { meetingId: one.meetingId, seenFence: 0 })
    await order('handStage', { meetingId: other.meetingId, seenFence: 1 })
    const before = await read()
    for (const seenFence of [0, 1, 3, 1000]) {
      const late = [
        await organizer.ask('handStage', gatheringId, { meetingId: one.meetingId, seenFence }),
        await organizer.ask('handStage', gatheringId, { meetingId: null, seenFence }),
        await organizer.ask('holdStage', gatheringId, { isHeld: true, seenFence }),
      ]
      for (const answer of late) expect(answer).toMatchObject({ ok: false, reason: 'stage-moved-meanwhile' })
    }
    expect(await read()).toEqual(before)
    expect(before.stage).toMatchObject({ meetingId: other.meetingId, fence: 2, isHeld: false })
  })

  test('K2: of twenty acts that come at once one is carried out, and the record has each fence once', async () => {
    const { gatheringId, organizer } = gathering
    for (const round of [0, 1, 2]) {
      const acts = Array.from({ length: 20 }, (_, index) => {
        const { meetingId } = (index + round) % 2 === 0 ? one : other
        return organizer.ask('handStage', gatheringId, { meetingId, seenFence: round })
      })
      const answers = await Promise.all(acts)
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    }
    const runs = await runsOf()
    expect(runs.map(({ fence }) => fence)).toEqual([1, 2, 3])
    expect((await read()).stage).toMatchObject({ fence: 3, meetingId: runs.at(-1)?.meeting_id })
  })
})

describe('K3: the director’s seat', () => {
  const seatId = 'seat-of-layla'
  const refused = (answer: unknown, reason: string) => expect(answer).toMatchObject({ ok: false, reason })
  const acts = (person: Person, seat: { seatId: string; term: number }, credential?: string) => {
    const { gatheringId } = gathering
    const options = credential === undefined ? {} : { credential }
    return [
      () => person.ask('handStage', gatheringId, { meetingId: one.meetingId, seenFence: 0, seat }, options),
      () => person.ask('putNext', gatheringId, { meetingId: one.meetingId, seat }, options),
      () => person.ask('callRoll', gatheringId, { rollId: makeTestId(), seat }, options),
      () => person.ask('startRehearsal', gatheringId, { rehearsalId: makeTestId(), seat }, options),
      () => person.ask('giveSeat', gatheringId, { seat, toSeatId: 'seat-of-sami' }, options),
      () => person.ask('leaveSeat', gatheringId, { seat }, options),
    ]
  }

  test('is lost by its term: the same window with an older one is refused whatever it sends', async () => {
    const { order, organizer } = gathering
    await order('takeSeat', { seatId, alias: 'Layla', seenTerm: 0 })
    await order('leaveSeat', { seat: { seatId, term: 1 } })
    await order('takeSeat', { seatId, alias: 'Layla', seenTerm: 2 })
    const before = await read()
    expect(before.control?.seat).toMatchObject({ seatId, term: 3 })
    for (const act of acts(organizer, { seatId, term: 1 })) refused(await act(), 'seat-lost')
    for (const act of acts(organizer, { seatId: 'another-seat', term: 3 })) refused(await act(), 'seat-lost')
    expect(await read()).toEqual(before)
    await order('callRoll', { rollId: makeTestId(), seat: { seatId, term: 3 } })
  })

  test('keeps those out who name no seat while somebody sits there, and lets each of them act when nobody does', async () => {
    const { gatheringId, order, organizer } = gathering
    const credential = makeSecret('d')
    await order('appointDirector', { directorId: makeTestId(), alias: 'Sami', directorSecret: credential })
    const sami = await app.connect()
    const call = (person: Person, options: { credential?: string } = {}) =>
      person.ask('callRoll', gatheringId, { rollId: makeTestId() }, options)
    accepted(await call(organizer))
    accepted(await call(sami, { credential }))
    await order('takeSeat', { seatId, alias: 'Layla', seenTerm: 0 })
    refused(await call(organizer), 'seat-taken')
    refused(await call(sami, { credential }), 'seat-taken')
    await order('leaveSeat', { seat: { seatId, term: 1 } })
    accepted(await call(sami, { credential }))
  })

  test('is given to whoever asked for it, and to nobody else', async () => {
    const { gatheringId, order, organizer } = gathering
    await order('takeSeat', { seatId, alias: 'Layla', seenTerm: 0 })
    const seat = { seatId, term: 1 }
    refused(
      await organizer.ask('giveSeat', gatheringId, { seat, toSeatId: 'seat-of-sami' }),
      'seat-not-asked',
    )
    await order('askForSeat', { seatId: 'seat-of-sami', alias: 'Sami' })
    refused(
      await organizer.ask('giveSeat', gatheringId, { seat, toSeatId: 'seat-of-nour' }),
      'seat-not-asked',
    )
    refused(await organizer.ask('askForSeat', gatheringId, { seatId, alias: 'Layla' }), 'seat-not-asked')
    await order('giveSeat', { seat, toSeatId: 'seat-of-sami' })
    expect((await read()).control?.seat).toEqual({
      seatId: 'seat-of-sami',
      alias: 'Sami',
      term: 2,
      asking: null,
    })
  })
})

describe('K4: the programme', () => {
  const put = (segmentId: string, after: string | null, meetingId: string | null = null) =>
    gathering.order('putSegment', { ...segmentOf(meetingId, segmentId), afterSegmentId: after })
  const order = async () => (await read()).programme.map(({ segmentId }) => segmentId)

  test('is one list in one order, whoever changes it at the same time', async () => {
    await put('segment-a', null)
    await put('segment-b', 'segment-a')
    const credential = makeSecret('d')
    const appointed = { directorId: makeTestId(), alias: 'Sami', directorSecret: credential }
    await gathering.order('appointDirector', appointed)
    const sami = await app.connect()
    const { gatheringId } = gathering
    const late = segmentOf(null, 'segment-d')
    await Promise.all([
      put('segment-c', 'segment-a'),
      sami.ask('putSegment', gatheringId, { ...late, afterSegmentId: 'segment-a' }, { credential }),
      put('segment-b', null),
    ])
    const list = await order()
    expect([...list].sort()).toEqual(['segment-a', 'segment-b', 'segment-c', 'segment-d'])
    expect(list[0]).toBe('segment-b')
    const director = snapshotOf(await sami.join({ gathering: gathering.slug, as: 'director', credential }))
    const stranger = snapshotOf(await (await app.connect()).join({ gathering: gathering.slug, as: 'public' }))
    for (const { programme } of [director, stranger])
      expect(programme.map(({ segmentId }) => segmentId)).toEqual(list)
  })

  test('moved or shortened, it never moves the stage, neither live nor in the rehearsal', async () => {
    await put('segment-a', null)
    await put('segment-b', 'segment-a', one.meetingId)
    await put('segment-c', 'segment-b', other.meetingId)
    await gathering.order('startRehearsal', { rehearsalId: 'rehearsal-of-the-test' })
    for (const isRehearsal of [false, true]) {
      const target = { meetingId: one.meetingId, segmentId: 'segment-b', seenFence: 0, isRehearsal }
      await gathering.order('handStage', target)
    }
    const stages = async () => {
      const { stage, control } = await read()
      return [stage, control?.rehearsal?.stage]
    }
    const before = await stages()
    await put('segment-b', 'segment-c', one.meetingId)
    await put('segment-b', 'segment-c', other.meetingId)
    await gathering.order('removeSegment', { segmentId: 'segment-a' })
    expect(await stages()).toEqual(before)
    await gathering.order('removeSegment', { segmentId: 'segment-b' })
    const outside = { meetingId: one.meetingId, segmentId: null, reachedSegmentId: 'segment-c', fence: 1 }
    for (const stage of await stages()) expect(stage).toMatchObject(outside)
    expect(await runsOf()).toHaveLength(1)
  })

  test('K9: raises its own revision in its calendar with each change, and with nothing else', async () => {
    await put('segment-a', null)
    await put('segment-b', 'segment-a')
    const sequence = async () => {
      const text = await (await fetch(`${app.url()}/g/${gathering.slug}/programme.ics`)).text()
      return Number(/\r\nSEQUENCE:(\d+)\r\n/.exec(text)?.[1])
    }
    const seen = [await sequence()]
    await gathering.order('handStage', { meetingId: one.meetingId, seenFence: 0 })
    await gathering.order('callRoll', { rollId: makeTestId() })
    expect(await sequence()).toBe(seen[0])
    const steps = [
      () => put('segment-b', null),
      () => put('segment-c', 'segment-b', one.meetingId),
      () => gathering.order('removeSegment', { segmentId: 'segment-c' }),
    ]
    for (const step of steps) {
      await step()
      seen.push(await sequence())
    }
    expect(seen.every(Number.isInteger)).toBe(true)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  })
})
