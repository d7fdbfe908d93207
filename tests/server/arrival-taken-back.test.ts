// A person who checked in too early can undo it with the same arrival code.
import { expect, test } from 'vitest'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'

const app = startFileApp()

test('T4: an arrival is taken back with the code of the place, and the reply is as it was before', async () => {
  const gathering = await makeGathering(app)
  await gathering.order('editGathering', { startsAt: app.clock.now() })
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.aleppo)
  const person = await app.connect()
  const credential = makeSecret('r')
  const ask = (name: Parameters<typeof person.ask>[0], payload: object) =>
    person.ask(name, gathering.gatheringId, payload, { credential })
  const host = await app.connect()
  const city = async () => {
    const read = await host.join({ gathering: gathering.gatheringId, as: 'host', credential: hostSecret })
    const { meetings, counts } = snapshotOf(read)
    return {
      code: meetings.find((view) => view.meetingId === meetingId)?.crew?.arrivalCode ?? '',
      arrived: counts.find((view) => view.meetingId === meetingId)?.arrived,
    }
  }
  accepted(await ask('replyToMeeting', { meetingId, partySize: 3 }))
  const { code: arrivalCode } = await city()
  accepted(await ask('arrive', { arrivalCode, arrived: 3 }))
  expect(await city()).toMatchObject({ arrived: 3 })
  expect(await ask('cancelReply', {})).toMatchObject({ reason: 'already-arrived' })

  const wrong = await ask('arrive', { arrivalCode: `${arrivalCode}X`, arrived: 0 })
  expect(wrong).toMatchObject({ reason: 'arrival-code-wrong' })
  accepted(await ask('arrive', { arrivalCode, arrived: 0 }))
  expect(await city()).toMatchObject({ arrived: 0 })
  expect(await person.hold(credential)).toMatchObject({ ticket: { state: 'confirmed', arrived: 0 } })
  accepted(await ask('cancelReply', {}))
})
