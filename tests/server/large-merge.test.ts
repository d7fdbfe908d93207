// A merger of very many replies: short turns of the event loop, few bytes in the log, and updates to hosts who read the lists.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { doorCode } from '#server/commands/door-code.ts'
import { neverHeld, saveAttendances } from '#server/store/attendance-rows.ts'
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import { eventually, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestCity, type TestGathering } from '../support/test-gathering.ts'

const many = 20_000
/** CPU time of one turn of the event loop. One statement and one log entry per reply took five times as long. */
const mostCpuMs = 250

let app: TestApp
let gathering: TestGathering
let from: TestCity
let into: TestCity

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  from = await gathering.addCity(cityIds.berlin)
  into = await gathering.addCity(cityIds.berlin, { capacity: 10 })
  const { gatheringId } = gathering
  const { db } = app.store()
  const replies = Array.from({ length: many }, (_, index) => ({
    attendance: {
      attendanceId: `reply-${String(index).padStart(6, '0')}`,
      meetingId: from.meetingId,
      code: doorCode(index, from.meetingId),
      partySize: 1,
      state: 'confirmed' as const,
      queueOrder: index,
      arrived: 0,
      vouched: false,
    },
    gatheringId,
    secretHash: `hash-${index}`,
    mergedFrom: null,
    ...neverHeld,
  }))
  await db.transaction().execute((transaction) => saveAttendances(transaction, replies))
  await db.updateTable('meetings').set({ confirmed: many }).where('meeting_id', '=', from.meetingId).execute()
  await db.updateTable('gatherings').set({ next_queue_order: many }).execute()
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** The most CPU time (ms) of one turn of the event loop while the function runs. */
async function longestTurn(act: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let isWatched = true
  let before = process.cpuUsage()
  const turn = () => {
    const { user, system } = process.cpuUsage(before)
    longest = Math.max(longest, (user + system) / 1000)
    before = process.cpuUsage()
    if (isWatched) setImmediate(turn)
  }
  setImmediate(turn)
  await act()
  isWatched = false
  return longest
}

async function lastLogged(): Promise<string> {
  const { changes } = await app
    .store()
    .db.selectFrom('changes')
    .select('changes')
    .where('gathering_id', '=', gathering.gatheringId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  return changes
}

test('C13, U15: a merger of 20,000 replies, and its return, hold up nobody and fill no log; a host of a long list asks for it', async () => {
  const [host, newcomer] = [await app.connect(), await app.connect()]
  const request = { gathering: gathering.gatheringId, as: 'host', credential: into.hostSecret } as const
  const stale = snapshotOf(await host.join(request))
  const ask = (name: 'mergeMeeting' | 'unmergeMeeting', payload: object) =>
    gathering.organizer.socket.timeout(30_000).emitWithAck('command', {
      commandId: `${name}-of-many`,
      gatheringId: gathering.gatheringId,
      name,
      payload,
    } as never)
  for (const [name, payload, atInto] of [
    ['mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId }, many],
    ['unmergeMeeting', { meetingId: from.meetingId }, 0],
  ] as const) {
    const ms = await longestTurn(async () => expect(await ask(name, payload)).toMatchObject({ ok: true }))
    expect(ms).toBeLessThan(mostCpuMs)
    expect((await lastLogged()).length).toBeLessThan(1000)
    // A list of this length takes long on a busy machine.
    const known = { epoch: stale.epoch, version: stale.version }
    const caughtUp: JoinAnswer = await newcomer.socket
      .timeout(30_000)
      .emitWithAck('join', { ...request, known } as never)
    if (!caughtUp.ok) throw new Error(caughtUp.reason)
    if (atInto > 0) expect(snapshotOf(caughtUp).attendances).toHaveLength(many)
    else expect('update' in caughtUp ? caughtUp.update : null).toMatchObject({ isWholeList: true })
  }
  // The long list was never sent: instead the host received an empty update, which makes it catch up.
  await eventually(() => {
    const asked = host.updates().filter(({ from: told, to }) => told === to)
    expect(asked.length).toBeGreaterThan(0)
  })
  for (const update of host.updates()) expect(JSON.stringify(update).length).toBeLessThan(100_000)
}, 60_000)
