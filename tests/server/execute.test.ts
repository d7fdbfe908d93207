// The write path in isolation: one command, hook or sender must not affect the others.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type Actor, identify } from '#server/commands/actor.ts'
import { type Committed, createExecute } from '#server/commands/execute.ts'
import type { Store } from '#server/store/open-store.ts'
import { type Command, type CommandInput, type CommandName, parseCommand } from '#shared/protocol/commands.ts'
import { startFileApp } from '../support/file-app.ts'
import { makeCommandId } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let organizer: Actor
beforeAll(async () => {
  gathering = await makeGathering(app)
  const { organizer_id: organizerId } = await app
    .store()
    .db.selectFrom('gathering_crew')
    .select('organizer_id')
    .executeTakeFirstOrThrow()
  organizer = { kind: 'organizer', key: `o:${organizerId}`, organizerId }
})

function command<Name extends CommandName>(
  name: Name,
  payload: CommandInput<Name>,
  commandId = makeCommandId(),
): Command {
  const parsed = parseCommand({ commandId, gatheringId: gathering.gatheringId, name, payload })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed))
  return parsed.command
}

const addCity = (placeId: string) =>
  command('addMeeting', { meetingId: makeTestId(), placeId, hostSecret: makeSecret('h'), plan: openPlan })

const poison = 'a-place-that-throws'

function makeExecute(hooks: Partial<Parameters<typeof createExecute>[2]> = {}, store: Store = app.store()) {
  const trouble: unknown[] = []
  const committed: Committed[] = []
  const execute = createExecute(
    store,
    {
      clock: app.clock,
      ids: { next: makeTestId },
      findPlace: (placeId) => {
        if (placeId === poison) throw new Error('a bug')
        return {
          placeId,
          names: { en: 'Berlin' },
          countryCode: 'DE',
          timeZone: 'Europe/Berlin',
          latitude: 52,
          longitude: 13,
        } as never
      },
    },
    {
      onCommitted: (each) => void committed.push(each),
      onTrouble: (error) => void trouble.push(error),
      ...hooks,
    },
  )
  return { execute, trouble, committed }
}

test('C5: a command that fails in a batch fails alone; those beside it are carried out once', async () => {
  const { execute, trouble, committed } = makeExecute()
  const commands = [cityIds.berlin, cityIds.idlib, poison, cityIds.aleppo, cityIds.toronto].map(addCity)
  const answers = await Promise.all(commands.map((each) => execute(each, organizer)))
  expect(answers.map((answer) => answer.ok || answer.reason)).toEqual([
    true,
    true,
    'server-trouble',
    true,
    true,
  ])
  expect(trouble).toHaveLength(1)
  expect(committed.map(({ from, to }) => to - from).reduce((one, other) => one + other)).toBe(4)
  expect(committed.flatMap(({ changes }) => changes)).toHaveLength(4)
})

test('C14: hooks that throw hold nobody up: each command is answered, and the next one is carried out', async () => {
  const bug = () => {
    throw new Error('a bug in a hook')
  }
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => printed.mockRestore())
  const { execute } = makeExecute({ onCommitted: bug, onTrouble: bug, mostWaiting: 2 })
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all([
      execute(addCity(cityIds.berlin), organizer),
      execute(addCity(poison), organizer),
    ])
    expect(answers).toMatchObject([{ ok: true }, { ok: false, reason: 'server-trouble' }])
    // Capacity is released after the answers.
    await nextTurn()
  }
  expect(printed).toHaveBeenCalled()
})

test('C14: when a transaction cannot even begin, whoever waits is answered, and room is given back', async () => {
  let isBroken = true
  const real = app.store()
  const broken = {
    ...real,
    db: {
      transaction: () => {
        if (isBroken) throw new Error('a bug below')
        return real.db.transaction()
      },
    },
  } as unknown as Store
  const { execute, trouble } = makeExecute({ mostWaiting: 1 }, broken)
  expect(await execute(addCity(cityIds.berlin), organizer)).toMatchObject({ reason: 'server-trouble' })
  expect(trouble).toHaveLength(1)
  isBroken = false
  await nextTurn()
  expect(await execute(addCity(cityIds.berlin), organizer)).toMatchObject({ ok: true })
})

test('C4: the same id from two senders is two commands, in one batch and later', async () => {
  const { execute } = makeExecute()
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const commandId = makeCommandId()
  const reply = (secret: string) =>
    execute(
      command('replyToMeeting', { meetingId, partySize: 1 }, commandId),
      identify(secret, null) as Actor,
    )
  const secrets = [makeSecret('r'), makeSecret('r'), makeSecret('r')]
  const together = await Promise.all([reply(secrets[0] as string), reply(secrets[1] as string)])
  const later = await reply(secrets[2] as string)
  const ids = [...together, later].map((answer) => accepted(answer).outcome.attendanceId)
  expect(new Set(ids).size).toBe(3)
  // Each sender's retry gets that sender's own first answer.
  const again = await Promise.all(secrets.map(reply))
  expect(again.map((answer) => accepted(answer).outcome.attendanceId)).toEqual(ids)
})

test('C15: a command for one gathering that names a city of another changes neither', async () => {
  const { execute } = makeExecute()
  const other = await makeGathering(app)
  const foreign = await other.addCity(cityIds.gaziantep)
  const own = await gathering.addCity(cityIds.berlin)
  const address = 'https://live.example.org/one.m3u8'
  const { meetingId } = foreign
  await other.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
  await other.order('setLink', { meetingId, status: 'on-air' })
  const secret = makeSecret('r')
  const holder = identify(secret, null) as Actor
  accepted(await execute(command('replyToMeeting', { meetingId: own.meetingId, partySize: 1 }), holder))
  const { db } = app.store()
  const kept = async () => ({
    meetings: await db.selectFrom('meetings').selectAll().orderBy('meeting_id').execute(),
    replies: await db.selectFrom('attendances').selectAll().orderBy('attendance_id').execute(),
    gatherings: await db.selectFrom('gatherings').selectAll().orderBy('gathering_id').execute(),
  })
  const before = await kept()
  const newcomer = identify(makeSecret('r'), null) as Actor
  const segment = {
    segmentId: 'segment-one',
    meetingId,
    kind: 'report',
    language: 'ar',
    title: 'There',
    lengthMs: 60_000,
    pinnedMs: null,
    overrun: 'push',
  } as const
  const edit = { note: 'Mine' }
  const placeId = cityIds.toronto
  const hostSecret = makeSecret('h')
  const refused: readonly (readonly [Command, Actor])[] = [
    [command('replyToMeeting', { meetingId, partySize: 1 }), newcomer],
    [command('moveReply', { toMeetingId: meetingId }), holder],
    [command('handStage', { meetingId, seenFence: 0 }), organizer],
    [command('putNext', { meetingId }), organizer],
    [command('putSegment', { segment, afterSegmentId: null }), organizer],
    [command('editMeeting', { meetingId, edit }), organizer],
    [command('withdrawMeeting', { meetingId }), organizer],
    [command('declineMeeting', { meetingId, reason: 'No' }), organizer],
    [command('moveMeeting', { meetingId, placeId }), organizer],
    [command('mergeMeeting', { meetingId: own.meetingId, intoMeetingId: meetingId }), organizer],
    [command('mergeMeeting', { meetingId, intoMeetingId: own.meetingId }), organizer],
    [command('unmergeMeeting', { meetingId }), organizer],
    [command('renewHostLink', { meetingId, hostSecret }), organizer],
    [command('setLink', { meetingId, status: 'off' }), organizer],
    [command('removeStream', { meetingId, streamId: 'stream-main' }), organizer],
    [command('countWalkIns', { meetingId, walkIns: 5 }), organizer],
    [command('editMeeting', { meetingId, edit }), identify(foreign.hostSecret, null) as Actor],
  ]
  // Runs them one by one, and together: a batch may have read the city already for another command.
  for (const [each, actor] of refused) {
    const answer = await execute(each, actor)
    expect([each.name, answer]).toMatchObject([
      each.name,
      { ok: false, reason: expect.stringMatching(/^not-(found|allowed|merged)$/) },
    ])
  }
  const again = refused.map(([each, actor]) => execute({ ...each, commandId: makeCommandId() }, actor))
  for (const answer of await Promise.all(again)) expect(answer).toMatchObject({ ok: false })
  expect(await kept()).toEqual(before)
})

test('a gathering to which somebody replied in the same batch is not taken back to a draft', async () => {
  const { execute } = makeExecute()
  // A gathering of its own, without replies.
  const unanswered = await makeGathering(app)
  const { gatheringId } = unanswered
  const { meetingId } = await unanswered.addCity(cityIds.berlin)
  const { organizer_id: organizerId } = await app
    .store()
    .db.selectFrom('gathering_crew')
    .select('organizer_id')
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
  const itsOrganizer: Actor = { kind: 'organizer', key: `o:${organizerId}`, organizerId }
  const unpublish = () => execute({ ...command('unpublishGathering', {}), gatheringId }, itsOrganizer)
  const [replied, refused] = await Promise.all([
    execute(
      { ...command('replyToMeeting', { meetingId, partySize: 1 }), gatheringId },
      identify(makeSecret('r'), null) as Actor,
    ),
    unpublish(),
  ])
  expect(replied).toMatchObject({ ok: true })
  expect(refused).toMatchObject({ ok: false, reason: 'has-replies' })
  expect(await unpublish()).toMatchObject({ ok: false, reason: 'has-replies' })
})
