// Simulates many users of several processes without sockets: the real publishers, log and hints, counting the messages and bytes sent.

import { createHeads, type Heads } from '#server/reading/latest-versions.ts'
import { arrivedPart } from '#server/reading/parts.ts'
import { readVersions, saveParts } from '#server/store/audience-rows.ts'
import { appendChanges } from '#server/store/change-rows.ts'
import { loadMeetings, type MeetingRecord, saveCounts } from '#server/store/meeting-rows.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { createAnnounce } from '#server/sync/announce.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'
import type { Tell } from '#server/sync/send-to-rooms.ts'
import type { SyncServer } from '#server/sync/sync-server.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { PackedCounts } from '#shared/protocol/packed-counts.ts'
import { type Pace, paces } from '#shared/protocol/socket-events.ts'
import type { Update } from '#shared/protocol/views.ts'
import { pause } from '../../support/person.ts'
import { createRandom } from '../../support/random.ts'
import { foundGathering, gatheringId } from './found-gathering.ts'

export type CrowdOptions = {
  readonly cities: number
  readonly processes: number
  /** Arrivals per second, over all cities and processes. */
  readonly perSecond: number
  readonly seconds: number
  readonly seed: number
}

/** Messages and bytes sent to one screen of each pace, on the process that sent the most. */
export type Told = { readonly messages: number; readonly bytes: number }

export type CrowdFigures = {
  readonly told: Readonly<Record<Pace, Told>>
  /** Hints that all processes sent to the bus. */
  readonly hints: number
  readonly hintBytes: number
  readonly commits: number
  readonly versions: number
  readonly ms: number
}

/** Commits are grouped, as group commit does. */
const commitEveryMs = 20
/** The slower pace sends the rest within a second; a busy machine takes longer. */
const allToldWithinMs = 10_000

export async function runCrowd(options: CrowdOptions): Promise<CrowdFigures> {
  const store = await openStore()
  const random = createRandom(options.seed)
  await foundGathering(store, options.cities)
  const meetings = [...(await loadMeetings(store.db, gatheringId))]
  const bus = { hints: 0, bytes: 0 }
  const processes = Array.from({ length: options.processes }, () => startProcess(store))
  const announcers = processes.map(({ heads }, own) =>
    createAnnounce(
      {
        serverSideEmit: (event: string, ...values: readonly unknown[]) => {
          bus.hints += 1
          bus.bytes += JSON.stringify([event, ...values]).length
          for (const [at, other] of processes.entries()) {
            if (at === own) continue
            other.heads.raise(values[0] as string, values[1] as number)
            void learn(store, other.heads)
          }
          return heads !== undefined
        },
      } as unknown as SyncServer,
      fail,
    ),
  )
  let [version, commits, due] = [0, 0, 0]
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  while (elapsed() < options.seconds * 1000) {
    due = (elapsed() / 1000) * options.perSecond - version
    const from = version
    const changes =
      due < 1 ? [] : await arrive(store, meetings, Math.floor(due), version, commits + 1, random.below)
    if (changes.length > 0) {
      version += changes.length
      commits += 1
      const own = commits % processes.length
      const layers = new Map([['public', { version: commits, isNumbers: true }]])
      processes[own]?.heads.advance(gatheringId, from, version, changes, layers)
      announcers[own]?.moved(gatheringId, version)
    }
    await pause(commitEveryMs)
  }
  const ms = elapsed()
  // Compares counts and not versions: a tick between the commit of the rows and its hint already sends the counts.
  const sums = () => processes.flatMap(({ told }) => paces.map((pace) => sum(told[pace].arrived.values())))
  const until = performance.now() + allToldWithinMs
  while (performance.now() < until && sums().some((people) => people !== version)) await pause(20)
  const most = (pace: Pace) =>
    processes.map(({ told }) => told[pace]).reduce((one, other) => (one.bytes > other.bytes ? one : other))
  const shown = sums()
  for (const { stop } of processes) stop()
  for (const { stop } of announcers) stop()
  await store.close()
  if (shown.some((people) => people !== version))
    throw new Error(`${shown} are shown, and ${version} arrived`)
  return {
    told: { prompt: most('prompt'), sparing: most('sparing') },
    hints: bus.hints,
    hintBytes: bus.bytes,
    commits,
    versions: version,
    ms,
  }
}

/** What a process does after a hint about another process's commit. */
async function learn({ db }: Store, heads: Heads): Promise<void> {
  const read = await readVersions(db, gatheringId, [])
  heads.learn(gatheringId, read?.layers ?? [])
}

type SimulatedProcess = {
  readonly heads: Heads
  /** `arrived` by city, as displayed on a screen of this pace. */
  readonly told: Record<Pace, { messages: number; bytes: number; readonly arrived: Map<string, number> }>
  readonly stop: () => void
}

function fail(error: unknown): never {
  throw error
}

/** One room per pace represents all its screens: each message to the room goes to every screen. */
function startProcess(store: Store): SimulatedProcess {
  const heads = createHeads()
  heads.raise(gatheringId, 0)
  heads.learn(gatheringId, [['public', 0]])
  const listeners = createListeners()
  const empty = () => ({ messages: 0, bytes: 0, arrived: new Map<string, number>() })
  const told = { prompt: empty(), sparing: empty() }
  for (const pace of paces) listeners.addAudience(gatheringId, { kind: 'public' }, pace)(0)
  const tell: Tell = ([room = ''], { event, values }) => {
    const pace = room.endsWith('sparing') ? told.sparing : told.prompt
    pace.messages += 1
    pace.bytes += frameBytes(event, values)
    for (const [city, people] of arrivedIn(event, values)) pace.arrived.set(city, people)
  }
  const fail = (error: unknown) => {
    throw error
  }
  const publisher = createPublisher(
    { store, heads, listeners, tell, endRights: async () => undefined, forgetTicket: () => undefined },
    fail,
  )
  return { heads, told, stop: publisher.stop }
}

/** The arrivals in a message, by the city's id or its short prefix. */
function arrivedIn(event: string, values: readonly unknown[]): (readonly [string, number])[] {
  if (event !== 'c') {
    const { counts = [] } = values[0] as Update
    return counts.map(({ meetingId, arrived }) => [meetingId, arrived ?? 0])
  }
  return (values[3] as PackedCounts).split(' ').map((packed) => {
    const [start = '', numbers = ''] = packed.split(':')
    return [start, Number(numbers.includes('/') ? numbers.split('/')[1] : numbers)]
  })
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}

/** The size of a Socket.IO packet in a WebSocket frame of the server (RFC 6455 §5.2). */
function frameBytes(event: string, values: readonly unknown[]): number {
  const length = Buffer.byteLength(`42${JSON.stringify([event, ...values])}`)
  return length + (length < 126 ? 2 : length < 65_536 ? 4 : 10)
}

/** Adds this many arrivals, each in some city; writes rows and log as a commit does. */
async function arrive(
  store: Store,
  meetings: MeetingRecord[],
  people: number,
  version: number,
  publicVersion: number,
  below: (limit: number) => number,
): Promise<readonly Change[]> {
  const changes: Change[] = []
  const changed = new Map<string, MeetingRecord>()
  for (let person = 0; person < people; person += 1) {
    const at = below(meetings.length)
    const record = meetings[at] as MeetingRecord
    const { meeting } = record
    const counts = { ...meeting.counts, walkIns: meeting.counts.walkIns + 1 }
    const next = { ...record, meeting: { ...meeting, counts } }
    meetings[at] = next
    changed.set(meeting.meetingId, next)
    changes.push({ type: 'walkInsCounted', meetingId: meeting.meetingId, walkIns: counts.walkIns })
  }
  await saveCounts(store.db, [...changed.values()])
  await appendChanges(
    store.db,
    changes.map((change, index) => ({
      gatheringId,
      version: version + index + 1,
      at: 0,
      actorKey: 'crowd',
      commandId: `arrival-${version + index + 1}`,
      changes: [change],
      outcome: {},
      publicVersion,
    })),
  )
  const parts = new Set([...changed.keys()].map(arrivedPart))
  await saveParts(store.db, gatheringId, new Map([['public', { version: publicVersion, parts }]]))
  await store.db
    .updateTable('gatherings')
    .set({ public_version: publicVersion })
    .where('gathering_id', '=', gatheringId)
    .execute()
  return changes
}
