// One seeded run: several pages, a faulty connection, a server that restarts on the same folder; then checks the invariants.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { readSnapshot } from '#server/reading/snapshot.ts'
import { loadGathering } from '#server/store/gathering-rows.ts'
import { loadMeetings } from '#server/store/meeting-rows.ts'
import { addOrganizer } from '#server/store/organizer-rows.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { overruns, segmentKinds } from '#shared/domain/programme.ts'
import type { Command, CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { paces } from '#shared/protocol/socket-events.ts'
import type { Audience, Snapshot } from '#shared/protocol/views.ts'
import { createRandom } from '../support/random.ts'
import { cityIds, invited, openPlan } from '../support/test-gathering.ts'
import { createSimClient, type SimClient } from './sim-client.ts'
import { type SimServer, startSimServer } from './sim-server.ts'
import { createWire } from './wire.ts'

const gatheringId = 'the-gathering'
const organizerId = 'organizer'
const startsAt = 10_000_000
const meetingIds = ['meeting-one', 'meeting-two', 'meeting-three', 'meeting-hidden'] as const
const segmentIds = ['segment-one', 'segment-two', 'segment-three', 'segment-four'] as const
const hostSecretOf = (meetingId: string) => `h_${meetingId.padEnd(30, '0')}`

export async function runSeed(
  seed: number,
  { operations, pages }: { operations: number; pages: number },
): Promise<void> {
  const random = createRandom(seed)
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-simulation-'))
  vi.useFakeTimers({ now: startsAt })
  const trouble: unknown[] = []
  let made = 0
  const nextId = () => `made-${String(++made).padStart(6, '0')}`
  const start = () => startSimServer(directory, { now: () => startsAt, nextId, trouble })
  let server = await start()
  try {
    await found(server, nextId)
    // Every other seed loses no message: there, all pages must agree without joining again.
    const isLossy = seed % 2 === 0
    const faults = { lost: isLossy ? 0.08 : 0, doubled: 0.1, longestMs: random.pick([5, 60, 300]) }
    const clients = Array.from({ length: pages }, (_, index) => {
      const meetingId = random.pick(meetingIds)
      const host = { as: 'host' as const, credential: hostSecretOf(meetingId) }
      const eyes =
        index === 0 ? { as: 'organizer' as const } : random.chance(0.4) ? host : { as: 'public' as const }
      const pace = random.pick(paces)
      return createSimClient(
        { gathering: gatheringId, ...eyes, pace },
        createWire(random, faults),
        organizerId,
      )
    })
    for (const client of clients) client.connect(server)
    const replies: string[] = []
    // Every third seed merges cities: merged-in people keep their seats beyond the capacity, and outside this city's waiting order.
    const plansChange = seed % 3 === 0
    for (let operation = 0; operation < operations; operation += 1) {
      const client = random.pick(clients)
      const isLinkUp = random.chance(0.25)
      client.send(
        isLinkUp
          ? nextOfLinkUp(client)
          : plansChange && random.chance(0.12)
            ? nextPlan()
            : nextCommand(replies),
      )
      if (random.chance(0.05)) client.disconnect()
      for (const each of clients) if (!each.isConnected() && random.chance(0.3)) each.connect(server)
      if (random.chance(0.02)) {
        for (const each of clients) each.disconnect()
        await vi.advanceTimersByTimeAsync(0)
        await server.stop()
        server = await start()
      }
      await vi.advanceTimersByTimeAsync(random.below(80))
      await expectSound(server, plansChange)
      await expectOneStage(server)
    }
    await settle(clients, isLossy)
    await expectAgreement(clients)
    expect(trouble.filter((error) => !`${error}`.includes('destroyed'))).toEqual([])
    for (const client of clients) client.close()
  } finally {
    await server.stop().catch(() => undefined)
    vi.useRealTimers()
    await rm(directory, { recursive: true, force: true })
  }

  function command<Name extends CommandName>(
    name: Name,
    payload: CommandInput<Name>,
    credential?: string,
  ): Command {
    return { commandId: nextId(), gatheringId, name, payload, credential } as unknown as Command
  }

  function nextCommand(replies: string[]): Command {
    const meetingId = random.pick(meetingIds)
    const kind = replies.length < 3 ? 0 : random.below(20)
    if (kind < 7) {
      const credential = `r_${nextId().padEnd(30, '0')}`
      replies.push(credential)
      const visible = random.pick(meetingIds.slice(0, 3))
      return command('replyToMeeting', { meetingId: visible, partySize: 1 + random.below(4) }, credential)
    }
    const own = random.pick(replies)
    if (kind < 9) return command('resizeReply', { partySize: 1 + random.below(5) }, own)
    if (kind < 11) return command('cancelReply', {}, own)
    if (kind < 13) return command('moveReply', { toMeetingId: random.pick(meetingIds.slice(0, 3)) }, own)
    if (kind < 14)
      return command('replyToMeeting', { meetingId: random.pick(meetingIds.slice(0, 3)), partySize: 1 }, own)
    if (kind < 15)
      return command('countWalkIns', { meetingId, walkIns: random.below(30) }, hostSecretOf(meetingId))
    if (kind < 16) {
      const exposure = random.pick([...Object.values(exposurePresets), invited])
      return command(
        'editMeeting',
        { meetingId, edit: { exposure, note: nextId() } },
        hostSecretOf(meetingId),
      )
    }
    if (kind < 17) return command(random.chance(0.5) ? 'withdrawMeeting' : 'approveMeeting', { meetingId })
    if (kind < 18)
      return command(
        'setLink',
        { meetingId, status: random.pick(['on-air', 'off', 'ready']) },
        hostSecretOf(meetingId),
      )
    if (kind < 19)
      return command('handStage', {
        meetingId: random.chance(0.3) ? null : meetingId,
        seenFence: random.below(4),
      })
    return command('editGathering', { texts: { en: { slogan: nextId() } } })
  }

  /** Programme, stage, roll-call and rehearsal. Each page usually sends the fence that it last saw, as directors do. */
  function nextOfLinkUp(client: SimClient): Command {
    const shown = client.confirmed()
    const isRehearsal = random.chance(0.3)
    const stage = isRehearsal ? shown?.control?.rehearsal?.stage : shown?.stage
    const seenFence = random.chance(0.8) ? (stage?.fence ?? 0) : random.below(4)
    const meetingId = random.pick(meetingIds)
    const segmentId = random.pick(segmentIds)
    const given = random.chance(0.8) ? meetingId : null
    const rollId = random.pick(['roll-one', 'roll-two'])
    const running = shown?.control?.rehearsal?.rehearsalId ?? 'rehearsal-none'
    const planned = shown?.programme.find((segment) => segment.segmentId === segmentId)
    const segment = {
      segmentId,
      meetingId: given,
      kind: random.pick(segmentKinds),
      language: 'en',
      title: nextId(),
      lengthMs: 60_000 * (1 + random.below(9)),
      pinnedMs: random.chance(0.2) ? 60_000 * random.below(60) : null,
      overrun: random.pick(overruns),
    }
    const after = random.chance(0.5) ? null : random.pick(segmentIds)
    const recording = random.chance(0.7) ? 'https://example.org/recording' : null
    const host = hostSecretOf(meetingId)
    return random.pick([
      () => command('putSegment', { segment, afterSegmentId: after === segmentId ? null : after }),
      () => command('putSegment', { segment, afterSegmentId: null }),
      () => command('removeSegment', { segmentId }),
      () => command('handStage', { meetingId: given, segmentId: null, seenFence, isRehearsal }),
      () =>
        command('handStage', { meetingId: planned?.meetingId ?? null, segmentId, seenFence, isRehearsal }),
      () => command('holdStage', { isHeld: random.chance(0.5), seenFence, isRehearsal }),
      () => command('putNext', { meetingId: given, isRehearsal }),
      () => command('setLink', { meetingId, status: 'ready' }, host),
      () => command('callRoll', { rollId, isRehearsal }),
      () => command('answerRoll', { rollId, meetingId, isRehearsal }, host),
      () => command('endRoll', { rollId, isRehearsal }),
      () =>
        random.chance(0.6)
          ? command('startRehearsal', { rehearsalId: nextId() })
          : command('endRehearsal', { rehearsalId: running }),
      () => command('sendMessage', { messageId: nextId(), meetingId: given, text: nextId(), isRehearsal }),
      () => command('setRecording', { meetingId, segmentId: null, address: recording }, host),
      () => command('setRecording', { meetingId: null, segmentId, address: recording }),
    ])()
  }

  function nextPlan(): Command {
    const [meetingId, intoMeetingId] = [random.pick(meetingIds), random.pick(meetingIds)]
    const placeId = random.pick(Object.values(cityIds))
    return random.pick([
      () => command('postponeGathering', {}),
      () => command('reinstateGathering', {}),
      () => command('editGathering', { startsAt }),
      () => command('moveMeeting', { meetingId, placeId }),
      () => command('mergeMeeting', { meetingId, intoMeetingId }),
      () => command('unmergeMeeting', { meetingId }),
      () => command('unmergeMeeting', { meetingId }),
    ])()
  }

  /** No seat is given twice, the counts match the rows, and nobody on the waiting list is overtaken. */
  async function expectSound({ store }: SimServer, plansChange: boolean): Promise<void> {
    const rows = await store.db.selectFrom('attendances').selectAll().execute()
    for (const { meeting } of await loadMeetings(store.db, gatheringId)) {
      const here = rows.filter((row) => row.meeting_id === meeting.meetingId)
      const people = (state: string) =>
        here.filter((row) => row.state === state).reduce((sum, row) => sum + row.party_size, 0)
      expect(meeting.counts).toMatchObject({ confirmed: people('confirmed'), waiting: people('waiting') })
      if (plansChange) continue
      if (meeting.capacity !== null) expect(meeting.counts.confirmed).toBeLessThanOrEqual(meeting.capacity)
      const orders = (state: string) =>
        here.filter((row) => row.state === state).map((row) => row.queue_order)
      expect(Math.max(0, ...orders('confirmed'))).toBeLessThan(
        Math.min(Number.POSITIVE_INFINITY, ...orders('waiting')),
      )
    }
  }

  /** The fences of all runs are consecutive without gaps or duplicates, and the last one is the stage's. */
  async function expectOneStage({ store }: SimServer): Promise<void> {
    const runs = await store.db.selectFrom('stage_runs').selectAll().orderBy('fence').execute()
    expect(runs.map(({ fence }) => fence)).toEqual(runs.map((_, index) => index + 1))
    const record = await loadGathering(store.db, gatheringId)
    expect(record?.stage.fence).toBe(runs.length)
    const last = runs.at(-1)
    if (last !== undefined) expect(record?.stage.meetingId).toBe(last.meeting_id)
    const named = new Set(record?.linkUp.programme.map(({ segmentId }) => segmentId))
    for (const stage of [record?.stage, record?.linkUp.rehearsal?.stage]) {
      for (const segmentId of [stage?.segmentId, stage?.reachedSegmentId]) {
        if (segmentId != null) expect(named).toContain(segmentId)
      }
    }
  }

  async function settle(clients: readonly SimClient[], isLossy: boolean): Promise<void> {
    for (const client of clients) if (!client.isConnected()) client.connect(server)
    for (let round = 0; round < 60; round += 1) {
      await vi.advanceTimersByTimeAsync(1000)
      if (clients.every((client) => client.pending() === 0)) break
    }
    expect(clients.map((client) => client.pending())).toEqual(clients.map(() => 0))
    for (let round = 0; round < (isLossy ? 12 : 1); round += 1) {
      if (isLossy) {
        // On a real network a lost message breaks the connection, and the page reconnects.
        for (const client of clients) {
          client.disconnect()
          client.connect(server)
        }
      }
      await vi.advanceTimersByTimeAsync(3000)
    }
  }

  async function expectAgreement(clients: readonly SimClient[]): Promise<void> {
    const { store } = server
    for (const client of clients) {
      const { as, credential } = client.view
      const meetingId = meetingIds.find((id) => credential === hostSecretOf(id)) ?? ''
      const audience: Audience =
        as === 'host' ? { kind: 'host', meetingId } : { kind: as as 'public' | 'organizer' }
      const fresh = await readSnapshot(store, gatheringId, audience)
      expect(inOrder(client.confirmed())).toEqual(inOrder(fresh))
      expect(client.versions).toEqual([...client.versions].sort((one, other) => one - other))
    }
    const log = await store.db.selectFrom('changes').selectAll().execute()
    const versionOf = new Map(log.map((row) => [row.command_id, row.public_version]))
    expect(versionOf.size).toBe(log.length)
    expect(log.map((row) => row.version).sort((one, other) => one - other)).toEqual(
      log.map((_, index) => index + 1),
    )
    const first = new Map<string, unknown>()
    for (const { commandId, answer } of clients.flatMap((client) => client.answers)) {
      if (!answer.ok) continue
      expect(answer.version).toBe(versionOf.get(commandId))
      expect(answer).toEqual(first.get(commandId) ?? answer)
      first.set(commandId, answer)
    }
  }
}

/** Creates the gathering and its cities, as an organizer does. */
async function found(server: SimServer, nextId: () => string): Promise<void> {
  const actor = { kind: 'organizer', key: `o:${organizerId}`, organizerId } as const
  const order = async <Name extends CommandName>(name: Name, payload: CommandInput<Name>) => {
    const asked = server.execute(
      { commandId: nextId(), gatheringId, name, payload } as unknown as Command,
      actor,
    )
    await vi.advanceTimersByTimeAsync(0)
    const answer = await asked
    if (!answer.ok) throw new Error(`${name}: ${answer.reason}`)
  }
  await order('createGathering', { language: 'en' })
  await addOrganizer(server.store.db, gatheringId, organizerId, 0)
  await order('editGathering', {
    startsAt,
    lengthMs: 3_600_000,
    leadPlaceId: cityIds.idlib,
    texts: { en: { title: 'T' } },
  })
  await order('publishGathering', {})
  for (const [index, meetingId] of meetingIds.entries()) {
    const exposure = meetingId === 'meeting-hidden' ? invited : exposurePresets.open
    const plan = { ...openPlan, capacity: [6, 11, null, 5][index] ?? null, exposure }
    const placeId = Object.values(cityIds)[index] ?? ''
    await order('addMeeting', { meetingId, placeId, plan, hostSecret: hostSecretOf(meetingId) })
    const address = 'https://example.org/a.m3u8'
    await order('addStream', { meetingId, streamId: 'stream-one', role: 'main', address })
  }
}

function inOrder(snapshot: Snapshot | null): unknown {
  if (snapshot === null) return null
  const { version: _version, ...rest } = snapshot
  const by = <View>(views: readonly View[], id: (view: View) => string) =>
    [...views].sort((one, other) => (id(one) < id(other) ? -1 : 1))
  return {
    ...rest,
    meetings: by(snapshot.meetings, (view) => view.meetingId),
    counts: by(snapshot.counts, (view) => view.meetingId),
    attendances: by(snapshot.attendances, (view) => view.attendanceId),
  }
}
