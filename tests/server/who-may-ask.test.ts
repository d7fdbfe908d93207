// Who may send what: every command in the schemas, by every kind of sender, over sockets and HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { passTime, restoreTime } from '../support/pass-time.ts'
import { makeCommandId, snapshotOf } from '../support/person.ts'
import { commandNames, type Named, samplePayload } from '../support/sample-commands.ts'
import { signInAnotherOrganizer } from '../support/second-organizer.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestGathering,
} from '../support/test-gathering.ts'
import { segmentOf } from './link-up-cases.ts'

/** All senders; `elsewhere`: with the same right in another gathering. */
const actors = [
  'nobody',
  'fresh r',
  'fresh h',
  'fresh d',
  'fresh i',
  'guest',
  'organizer with an invitation',
  'reply elsewhere',
  'host elsewhere',
  'director elsewhere',
  'organizer elsewhere',
  'other host',
  'reply',
  'host',
  'director',
  'organizer',
] as const
type Actor = (typeof actors)[number]

const any = (...allowed: Actor[]): readonly Actor[] => allowed
const organizer = any('organizer')
const directs = any('director', 'organizer')
const runsCity = any('host', 'organizer')
const ownReply = any('reply')

/**
 * The permitted senders by command. All others are refused without any change. The target is the reply and the city of `reply` and `host`.
 */
const allowed: Readonly<Record<CommandName, readonly Actor[]>> = {
  createGathering: any('organizer', 'organizer elsewhere'),
  editGathering: organizer,
  publishGathering: organizer,
  unpublishGathering: organizer,
  postponeGathering: organizer,
  cancelGathering: organizer,
  reinstateGathering: organizer,
  bringPurgeNearer: organizer,
  removeGathering: organizer,
  addMeeting: organizer,
  proposeMeeting: any('fresh h', 'host elsewhere', 'other host', 'host'),
  editMeeting: runsCity,
  approveMeeting: organizer,
  declineMeeting: organizer,
  declineProposals: organizer,
  reproposeMeetings: organizer,
  moveMeeting: organizer,
  mergeMeeting: organizer,
  unmergeMeeting: organizer,
  withdrawMeeting: organizer,
  renewHostLink: organizer,
  renewInvitation: runsCity,
  renewArrivalCode: runsCity,
  eraseReplies: runsCity,
  replyToMeeting: any('fresh r', 'reply'),
  resizeReply: ownReply,
  cancelReply: ownReply,
  eraseReply: ownReply,
  moveReply: ownReply,
  arrive: ownReply,
  tickArrival: runsCity,
  vouchForReply: runsCity,
  countWalkIns: runsCity,
  decideReplies: any('host'),
  decideBurst: runsCity,
  takeBackDecision: runsCity,
  addStream: runsCity,
  removeStream: runsCity,
  setLink: runsCity,
  putSegment: directs,
  setRecording: any('host', 'director', 'organizer'),
  removeSegment: directs,
  handStage: directs,
  holdStage: directs,
  putNext: directs,
  callRoll: directs,
  endRoll: directs,
  answerRoll: runsCity,
  startRehearsal: directs,
  endRehearsal: directs,
  takeSeat: directs,
  askForSeat: directs,
  giveSeat: directs,
  leaveSeat: directs,
  sendCue: any('host', 'director', 'organizer'),
  sendMessage: any('host', 'director', 'organizer'),
  appointDirector: organizer,
  dismissDirector: organizer,
}

/** Commands that remove what later commands need come last. */
const last = ['unpublishGathering', 'removeGathering']
/** Erases the reply that all other commands use; `forget.test.ts` tests it. */
const apart = 'eraseReply'
const inOrder = [...commandNames.filter((name) => !last.includes(name)), ...last]

type Sender = { readonly credential?: string; readonly cookie?: string }
type Scene = {
  readonly gathering: TestGathering
  readonly named: Named
  readonly senders: Readonly<Record<Actor, () => Sender>>
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  restoreTime()
  await app.close()
  expect(app.trouble).toEqual([])
})

/** A gathering with a host, a director and a reply, and the ids that commands contain. */
async function makePlace(gathering: TestGathering) {
  const city = await gathering.addCity(cityIds.gaziantep)
  const other = await gathering.addCity(cityIds.berlin)
  const hidden = await gathering.addCity(cityIds.aleppo, { exposure: invited })
  const director = { directorId: makeTestId(), secret: makeSecret('d') }
  const { directorId, secret: directorSecret } = director
  await gathering.order('appointDirector', { directorId, alias: 'Sami', directorSecret })
  const streamId = makeTestId()
  const address = 'https://example.org/a.m3u8'
  await gathering.order('addStream', { meetingId: city.meetingId, streamId, role: 'main', address })
  const { segment } = segmentOf(city.meetingId, makeTestId())
  await gathering.order('putSegment', { segment, afterSegmentId: null })
  const reply = makeSecret('r')
  const person = await app.connect()
  const payload = { meetingId: city.meetingId, partySize: 2 }
  const { outcome } = accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: reply }),
  )
  const { meetings } = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
  )
  const crewOf = (meetingId: string) => meetings.find((view) => view.meetingId === meetingId)?.crew
  return {
    city,
    other,
    director,
    reply,
    invitation: crewOf(hidden.meetingId)?.invitation ?? '',
    named: {
      meetingId: city.meetingId,
      intoMeetingId: other.meetingId,
      toMeetingId: other.meetingId,
      attendanceId: outcome.attendanceId,
      arrivalCode: crewOf(city.meetingId)?.arrivalCode,
      directorId,
      streamId,
      placeId: cityIds.toronto,
      segmentId: segment.segmentId,
      afterSegmentId: null,
      segment,
      address,
      exposure: exposurePresets.open,
      isRehearsal: false,
      meetingIds: [city.meetingId],
      // Organizers may decline a burst, but not confirm one.
      decision: 'decline',
      partySize: 1,
      // Omits fields that only some hosts or organizers may send.
      invitation: undefined,
    },
  }
}

async function makeScene(): Promise<Scene> {
  const gathering = await makeGathering(app)
  const here = await makePlace(gathering)
  const foreignCookie = await signInAnotherOrganizer(app)
  const elsewhere = await makePlace(await makeGathering(app, { cookie: foreignCookie }))
  const by = (credential: string) => () => ({ credential })
  return {
    gathering,
    named: here.named,
    senders: {
      nobody: () => ({}),
      'fresh r': () => ({ credential: makeSecret('r') }),
      'fresh h': () => ({ credential: makeSecret('h') }),
      'fresh d': () => ({ credential: makeSecret('d') }),
      'fresh i': () => ({ credential: makeSecret('i') }),
      guest: by(here.invitation),
      'organizer with an invitation': () => ({ credential: here.invitation, cookie: gathering.cookie }),
      'reply elsewhere': by(elsewhere.reply),
      'host elsewhere': by(elsewhere.city.hostSecret),
      'director elsewhere': by(elsewhere.director.secret),
      'organizer elsewhere': () => ({ cookie: foreignCookie }),
      'other host': by(here.other.hostSecret),
      reply: by(here.reply),
      host: by(here.city.hostSecret),
      director: by(here.director.secret),
      organizer: () => ({ cookie: gathering.cookie }),
    },
  }
}

type Ask = (command: object, sender: Sender) => Promise<Answer>

const doors: Readonly<Record<string, () => Ask>> = {
  socket: () => {
    const people = new Map<string | undefined, ReturnType<TestApp['connect']>>()
    return async (command, { credential, cookie }) => {
      const person = people.get(cookie) ?? app.connect({ cookie })
      people.set(cookie, person)
      return taken(
        await (await person).socket.timeout(5000).emitWithAck('command', { ...command, credential }),
      )
    }
  },
  HTTP:
    () =>
    async (command, { credential, cookie }) => {
      const response = await fetch(`${app.url()}/api/commands`, {
        method: 'POST',
        body: JSON.stringify({ ...command, credential }),
        headers: cookie === undefined ? {} : { cookie },
      })
      return taken((await response.json()) as Answer)
    },
}

/** Lets the rate limits refill. An answer that is not about rights is an error of this test. */
function taken(answer: Answer): Answer {
  passTime(app, 200)
  if (!answer.ok && ['too-fast', 'busy', 'malformed', 'server-trouble'].includes(answer.reason)) {
    throw new Error(`not decided: ${JSON.stringify(answer)}`)
  }
  return answer
}

/** Refused because of the sender, and not because of the content. */
const isRefusedToSender = (answer: Answer) =>
  !answer.ok && ['not-allowed', 'not-found', 'link-not-valid'].includes(answer.reason)

/** All stored data of all gatherings, without rate limits and sessions. */
async function stored(): Promise<string> {
  const { db } = app.store()
  const tables = ['gatherings', 'gathering_crew', 'meetings', 'attendances', 'changes'] as const
  const more = ['directors', 'crew_messages', 'stage_runs'] as const
  const rows = []
  for (const table of [...tables, ...more]) rows.push(await db.selectFrom(table).selectAll().execute())
  // The server's own jobs renew these leases.
  const leases = await db.selectFrom('leases').selectAll().orderBy('name').execute()
  rows.push(leases.filter(({ name }) => !/^(?:purge|bands|tidying|serving:)/.test(name)))
  return JSON.stringify(rows)
}

const cueOf = (actor: Actor) => (/host/.test(actor) ? 'ready' : 'stand-by')

test('every command of the schemas stands in the table of who may ask it', () => {
  expect(Object.keys(allowed).sort()).toEqual([...commandNames].sort())
})

describe.each(Object.keys(doors))('C3, A3: by %s', { timeout: 60_000 }, (door) => {
  const command = ({ gathering, named }: Scene, actor: Actor, name: string) => ({
    commandId: makeCommandId(),
    gatheringId: gathering.gatheringId,
    name,
    payload: samplePayload(name, {
      ...named,
      messageId: makeTestId(),
      cue: cueOf(actor),
      hostSecret: makeSecret('h'),
      directorSecret: makeSecret('d'),
    }),
  })

  test('each command is carried out for whom the table names, and for nobody else', async () => {
    const scene = await makeScene()
    const ask = (doors[door] as () => Ask)()
    const before = await stored()
    const letThrough: Record<string, Actor[]> = {}
    const through = (name: string, actor: Actor) => {
      letThrough[name] = [...(letThrough[name] ?? []), actor]
    }
    const isAllowed = (name: string, actor: Actor) => (allowed[name as CommandName] ?? []).includes(actor)
    for (const actor of actors) {
      const names = inOrder.filter((each) => !isAllowed(each, actor))
      // In groups: a secret is rate limited over HTTP, and time advances with each answer.
      for (let from = 0; from < names.length; from += 20) {
        const tries = names.slice(from, from + 20).map(async (name) => {
          const answer = await ask(command(scene, actor, name), scene.senders[actor]())
          if (!isRefusedToSender(answer)) through(`${name}: ${JSON.stringify(answer)}`, actor)
        })
        await Promise.all(tries)
      }
    }
    expect(letThrough).toEqual({})
    expect(await stored()).toBe(before)
    // Permitted commands run afterwards, because they change the data.
    const refused: string[] = []
    for (const actor of actors) {
      for (const name of inOrder.filter((each) => each !== apart && isAllowed(each, actor))) {
        const answer = await ask(command(scene, actor, name), scene.senders[actor]())
        if (isRefusedToSender(answer)) refused.push(`${name} by ${actor}: ${JSON.stringify(answer)}`)
      }
    }
    expect(refused).toEqual([])
  })
})

describe('A3: across gatherings', { timeout: 60_000 }, () => {
  test('a command for one gathering that names what belongs to another changes neither', async () => {
    const foreignCookie = await signInAnotherOrganizer(app)
    const theirs = await makeGathering(app, { cookie: foreignCookie })
    const target = await makePlace(theirs)
    const own = await makeGathering(app)
    const place = await makePlace(own)
    const ask = (doors['socket'] as () => Ask)()
    const before = await rowsOf(theirs.gatheringId)
    const senders: readonly Sender[] = [
      { cookie: own.cookie },
      { credential: place.city.hostSecret },
      { credential: place.director.secret },
      { credential: place.reply },
      // Uses a right in the other gathering on this one.
      { credential: target.reply },
      { credential: target.city.hostSecret },
      { credential: target.director.secret },
      { cookie: foreignCookie },
    ]
    const skipped = new Set(['removeGathering', 'cancelGathering', 'unpublishGathering'])
    for (const sender of senders) {
      const names = commandNames.filter((each) => !skipped.has(each))
      const tries = names.map((name) => {
        const payload = samplePayload(name, {
          ...target.named,
          messageId: makeTestId(),
          hostSecret: makeSecret('h'),
          directorSecret: makeSecret('d'),
        })
        return ask({ commandId: makeCommandId(), gatheringId: own.gatheringId, name, payload }, sender)
      })
      await Promise.all(tries)
    }
    expect(await rowsOf(theirs.gatheringId)).toBe(before)
    const { meetingId, intoMeetingId, attendanceId, directorId } = target.named
    const after = await rowsOf(own.gatheringId)
    for (const id of [meetingId, intoMeetingId, attendanceId, directorId]) expect(after).not.toContain(id)
  })
})

async function rowsOf(gatheringId: string): Promise<string> {
  const { db } = app.store()
  const tables = ['gatherings', 'meetings', 'attendances', 'directors', 'crew_messages'] as const
  const rows = []
  for (const table of tables) {
    rows.push(await db.selectFrom(table).selectAll().where('gathering_id', '=', gatheringId).execute())
  }
  return JSON.stringify(rows)
}

describe('C4: the first answer belongs to its sender alone', () => {
  test.each(['together', 'one after another'])(
    'two people whose commands carry the same id, %s, get a seat each',
    async (when) => {
      const { gatheringId, addCity } = await makeGathering(app)
      const { meetingId } = await addCity(cityIds.berlin)
      const person = await app.connect()
      const commandId = makeCommandId()
      const reply = () =>
        person.ask(
          'replyToMeeting',
          gatheringId,
          { meetingId, partySize: 1 },
          { credential: makeSecret('r'), commandId },
        )
      const answers =
        when === 'together' ? await Promise.all([reply(), reply()]) : [await reply(), await reply()]
      const codes = answers.map((answer) => accepted(answer).outcome.code)
      expect(new Set(codes).size).toBe(2)
      const stranger = await person.ask(
        'replyToMeeting',
        gatheringId,
        { meetingId, partySize: 1 },
        { credential: makeSecret('h'), commandId },
      )
      expect(stranger).toEqual({ ok: false, reason: 'not-allowed' })
    },
  )
})
