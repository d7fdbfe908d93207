// The director's role: given only on request, and free again once its holder has vanished.
import { beforeEach, expect, test } from 'vitest'
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import { makeGathering, makeSecret, makeTestId, type TestGathering } from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  await gathering.order('takeSeat', { seatId: 'seat-of-layla', alias: 'Layla', seenTerm: 0 })
})

const seat = { seatId: 'seat-of-layla', term: 1 }
const seatNow = async () => {
  const { control } = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
  )
  return control?.seat
}

test('K3: a seat that nobody asks for, or that another one asks for, is given to nobody', async () => {
  const give = (toSeatId: string) =>
    gathering.organizer.ask('giveSeat', gathering.gatheringId, { seat, toSeatId })
  expect(await give('seat-of-sami')).toMatchObject({ reason: 'seat-not-asked' })
  await gathering.order('askForSeat', { seatId: 'seat-of-sami', alias: 'Sami' })
  expect(await give('seat-of-rima')).toMatchObject({ reason: 'seat-not-asked' })
  expect(await seatNow()).toMatchObject({ seatId: 'seat-of-layla', term: 1 })
  expect(await give('seat-of-sami')).toMatchObject({ ok: true })
  expect(await seatNow()).toMatchObject({ seatId: 'seat-of-sami', term: 2 })
})

test('K3: who sits nowhere acts on the stage only when nobody was on the seat for as long as its lease lasts', async () => {
  const { gatheringId } = gathering
  const credential = makeSecret('d')
  const appointed = { directorId: makeTestId(), alias: 'Sami', directorSecret: credential }
  await gathering.order('appointDirector', appointed)
  const person = await app.connect()
  const rehearse = () =>
    person.ask('startRehearsal', gatheringId, { rehearsalId: makeTestId() }, { credential })
  app.clock.set(testInstant + seatLastsMs - 1)
  expect(await rehearse()).toMatchObject({ reason: 'seat-taken' })
  app.clock.set(testInstant + seatLastsMs + 1)
  expect(await rehearse()).toMatchObject({ ok: true })
})

test('K3: a seat that was given is its new holder’s for a whole lease, and one that was left is free at once', async () => {
  const { gatheringId, organizer } = gathering
  await gathering.order('askForSeat', { seatId: 'seat-of-sami', alias: 'Sami' })
  const givenAt = testInstant + seatLastsMs - 1
  app.clock.set(givenAt)
  await gathering.order('giveSeat', { seat, toSeatId: 'seat-of-sami' })
  const rehearse = () => organizer.ask('startRehearsal', gatheringId, { rehearsalId: makeTestId() })
  app.clock.set(givenAt + seatLastsMs - 1)
  expect(await rehearse()).toMatchObject({ reason: 'seat-taken' })
  await gathering.order('leaveSeat', { seat: { seatId: 'seat-of-sami', term: 2 } })
  await gathering.order('takeSeat', { seatId: 'seat-of-rima', alias: 'Rima', seenTerm: 3 })
  expect(await seatNow()).toMatchObject({ seatId: 'seat-of-rima', term: 4 })
})
