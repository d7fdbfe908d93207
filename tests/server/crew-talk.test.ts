// The crew's messages during a flood: each sender has a rate limit, and the messages of others stay readable.
import { beforeEach, expect, test } from 'vitest'
import { keepMessages, mostMessages } from '#shared/protocol/crew-talk.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CrewMessageView, Snapshot } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
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

const app = startFileApp()
let gathering: TestGathering
let [quiet, loud]: TestCity[] = []
let person: Person
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  quiet = await gathering.addCity(cityIds.gaziantep)
  loud = await gathering.addCity(cityIds.berlin)
  person = await app.connect()
})

const say = async (city: TestCity | undefined, text: string) => {
  const { meetingId = '', hostSecret = '' } = city ?? {}
  const payload = { messageId: makeTestId(), meetingId, text }
  return person.ask('sendMessage', gathering.gatheringId, payload, { credential: hostSecret })
}

/** Sends this many messages and returns how many were accepted; the others were refused by the sender's rate limit. */
async function saySoMany(city: TestCity | undefined, times: number): Promise<number> {
  let taken = 0
  for (let time = 0; time < times; time += 1) {
    const answer = await say(city, `loud ${time}`)
    if (answer.ok) taken += 1
    else expect(answer.reason).toBe('talk-too-fast')
  }
  return taken
}

test('K15: a city that says too much within a minute is refused, others are not, and a minute later it may speak', async () => {
  const most = limits.cityMessagesAMinute
  expect(await saySoMany(loud, most + 5)).toBe(most)
  const cue = { messageId: makeTestId(), meetingId: loud?.meetingId ?? '', cue: 'help' } as const
  const credential = loud?.hostSecret ?? ''
  expect(await person.ask('sendCue', gathering.gatheringId, cue, { credential })).toMatchObject({
    reason: 'talk-too-fast',
  })
  accepted(await say(quiet, 'We hear you'))
  await gathering.order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'Stand by' })
  app.clock.set(testInstant + 60_001)
  accepted(await say(loud, 'Again'))
})

test('K15: a name in the control room has a budget of its own too, apart from other names', async () => {
  const directorSecret = makeSecret('d')
  await gathering.order('appointDirector', { directorId: makeTestId(), alias: 'Rima', directorSecret })
  const { gatheringId } = gathering
  // Inserted as if they had been sent already.
  await insertSaid(limits.controlMessagesAMinute, { from: null, alias: 'Rima', to: null })
  const message = () => ({ messageId: makeTestId(), meetingId: null, text: 'Too much' })
  expect(
    await person.ask('sendMessage', gatheringId, message(), { credential: directorSecret }),
  ).toMatchObject({ reason: 'talk-too-fast' })
  await gathering.order('sendMessage', message())
})

test('K15: a flood of one city or one director pushes out nothing that others said', async () => {
  accepted(await say(quiet, 'canary-quiet'))
  await gathering.order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'canary-control' })
  const credential = quiet?.hostSecret ?? ''
  const watching = { gathering: gathering.slug, as: 'host', credential } as const
  const [organizer, host] = [gathering.organizer, await app.connect()]
  const newcomer = await app.connect({ cookie: gathering.cookie })
  const asOrganizer = { gathering: gathering.slug, as: 'organizer' } as const
  const before = snapshotOf(await organizer.join(asOrganizer))
  await insertSaid(mostMessages + 50, { from: loud?.meetingId ?? '', alias: '', to: null })
  await insertSaid(mostMessages + 50, { from: null, alias: 'Rima', to: null })
  accepted(await say(loud, 'the last'))
  const fresh = {
    organizer: snapshotOf(await newcomer.join(asOrganizer)),
    host: snapshotOf(await host.join(watching)),
  }
  const textsOf = ({ messages }: Snapshot) => messages.map(({ text }) => text)
  for (const snapshot of [fresh.organizer, fresh.host]) {
    expect(textsOf(snapshot)).toEqual(expect.arrayContaining(['canary-quiet', 'canary-control']))
    expect(snapshot.messages).toHaveLength(mostMessages)
  }
  await eventually(() => expect(textsOf(grown(before, organizer.updates()))).toContain('the last'))
})

test('K15: rows of a speaker are bounded, and those of others stay', async () => {
  accepted(await say(quiet, 'canary-quiet'))
  await insertSaid(mostMessages + 30, { from: loud?.meetingId ?? '', alias: '', to: null })
  accepted(await say(loud, 'the last'))
  const rows = await app
    .store()
    .db.selectFrom('crew_messages')
    .select(['from_meeting_id', 'text'])
    .where('gathering_id', '=', gathering.gatheringId)
    .execute()
  expect(rows.filter((row) => row.from_meeting_id === loud?.meetingId)).toHaveLength(mostMessages)
  expect(rows.map(({ text }) => text)).toEqual(expect.arrayContaining(['canary-quiet', 'the last']))
})

test('K15: keeping after every message gives what keeping once from all of them gives', () => {
  let seed = 7
  const below = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % limit
  }
  const all = Array.from({ length: 1500 }, (_, index): CrewMessageView => {
    const speaker = below(100) < 80 ? 0 : below(30)
    return {
      messageId: `message-${index}`,
      order: index + 1,
      at: index,
      from: speaker % 2 === 0 ? `city-${speaker}` : null,
      alias: speaker % 2 === 0 ? '' : `name-${speaker}`,
      to: null,
      cue: null,
      text: '',
      rehearsalId: below(10) === 0 ? 'rehearsal' : null,
    }
  })
  let grownOneByOne: readonly CrewMessageView[] = []
  for (const message of all) grownOneByOne = keepMessages([...grownOneByOne, message])
  expect(grownOneByOne).toEqual(keepMessages(all))
  const speakers = new Set(all.map(({ from, alias }) => `${from} ${alias}`))
  expect(new Set(grownOneByOne.map(({ from, alias }) => `${from} ${alias}`))).toEqual(speakers)
})

/** Rows as commands of the past hour would have written them. */
async function insertSaid(
  count: number,
  { from, alias, to }: Pick<CrewMessageView, 'from' | 'alias' | 'to'>,
): Promise<void> {
  const { db } = app.store()
  const last = await db
    .selectFrom('crew_messages')
    .select((make) => make.fn.max('message_order').as('order'))
    .where('gathering_id', '=', gathering.gatheringId)
    .executeTakeFirst()
  const rows = Array.from({ length: count }, (_, index) => ({
    gathering_id: gathering.gatheringId,
    message_order: Number(last?.order ?? 0) + index + 1,
    message_id: makeTestId(),
    at: from === null && alias === 'Rima' ? testInstant : testInstant - 120_000,
    from_meeting_id: from,
    alias,
    to_meeting_id: to,
    cue: null,
    text: `flood ${index}`,
    rehearsal_id: null,
  }))
  await db.insertInto('crew_messages').values(rows).execute()
}
