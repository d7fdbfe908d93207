// Sends the crew of a link-up who is present and how well each city is seen. Nothing is stored.

import { randomBytes } from 'node:crypto'
import { type CrewNow, type WatchingReport, watchingReport } from '#shared/protocol/crew-presence.ts'
import { id } from '#shared/protocol/fields.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import { isOfCrew } from '../reading/exposure.ts'
import type { Readings } from '../reading/view-cache.ts'
import { openToHosts } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import {
  forHost,
  type Here,
  hereSchema,
  nobodyHere,
  tally,
  together,
  type WeighedReport,
} from './crew-presence.ts'
import type { Listeners, ListeningAudience } from './listeners.ts'
import { audienceRoom } from './rooms.ts'
import { safely } from './safely.ts'
import { tellStage, wasShown } from './shown-stages.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

const tellEveryMs = 2000
/** Sent again after this long even when unchanged, for new readers and other processes. */
const tellAgainMs = 6000
/** A screen reports every 10 s, another process every 6 s. */
const reportLastsMs = 25_000
const hereLastsMs = 15_000
/** The screens of one source count as at most this many. */
export const mostScreensOfSource = 3
/** All screens without a known source together count as at most this many. */
export const mostScreensOfUnknown = 30
/** Limits on the gatherings, and the processes per gathering, remembered from other processes. */
const mostElsewhere = 1000
const mostProcesses = 100

type Report = WatchingReport & { readonly at: number; readonly socket: SyncSocket }

export type CrewTeller = {
  readonly report: (socket: SyncSocket, report: unknown) => void
  readonly forget: (socket: SyncSocket) => void
  readonly stop: () => void
}

export function createCrewTeller(
  io: SyncServer,
  means: {
    readonly store: Store
    readonly listeners: Listeners
    readonly readings: Readings
    readonly hasOthers: boolean
  },
  onTrouble: (error: unknown) => void,
): CrewTeller {
  const { store, listeners, readings, hasOthers } = means
  const self = randomBytes(6).toString('base64url')
  /** By gathering id, then socket id. */
  const reports = new Map<string, Map<string, Report>>()
  /** By gathering id, then process id. */
  const elsewhere = new Map<string, Map<string, { readonly here: Here; readonly at: number }>>()
  const told = new Map<string, { readonly text: string; readonly at: number }>()
  /** Meeting ids of connected hosts who count as crew, as last read from the store. */
  let openHosts: ReadonlySet<string> = new Set()
  let isLooking = false
  const passed = new Map<string, { readonly text: string; readonly at: number }>()

  const looking = new WeakSet<ListeningAudience>()

  if (hasOthers) io.on('here', safely(hear, onTrouble))

  function hear(at: unknown, gatheringId: unknown, here: unknown): void {
    const parsed = parseInput(hereSchema, here)
    if (at === self || typeof at !== 'string' || !parseInput(id, gatheringId).success || !parsed.success)
      return
    const gathering = gatheringId as string
    const known = elsewhere.get(gathering) ?? new Map()
    if (elsewhere.size >= mostElsewhere || known.size >= mostProcesses) return
    elsewhere.set(gathering, known.set(at, { here: parsed.data, at: performance.now() }))
  }

  function crewOf(gatheringId: string): readonly ListeningAudience[] {
    return listeners.audiencesOf(gatheringId, 'prompt').filter(({ audience }) => {
      if (audience.kind === 'host') return openHosts.has(audience.meetingId)
      return isOfCrew(audience, null)
    })
  }

  function hereOf(gatheringId: string, now: number): Here {
    const crew = crewOf(gatheringId)
    const screens = reports.get(gatheringId)
    for (const [socketId, { at }] of screens ?? []) if (now - at > reportLastsMs) screens?.delete(socketId)
    if (screens?.size === 0) reports.delete(gatheringId)
    if (crew.length === 0 && screens === undefined) return nobodyHere
    return {
      hosts: crew.flatMap(({ audience }) => (audience.kind === 'host' ? [audience.meetingId] : [])),
      controlRooms: crew.reduce(
        (sum, { audience, sockets }) => sum + (audience.kind === 'host' ? 0 : sockets),
        0,
      ),
      tallies: tally(weighed(gatheringId, [...(screens?.values() ?? [])])),
    }
  }

  /** Counts only screens that were shown this city on the stage; the more screens one source has, the less each counts. */
  function weighed(gatheringId: string, screens: readonly Report[]): readonly WeighedReport[] {
    const shown = screens.filter(({ socket, meetingId }) => {
      const listening = listeningOf(socket, gatheringId)
      return listening !== undefined && wasShown(listening, meetingId)
    })
    const bySource = new Map<string | null, number>()
    for (const { socket } of shown) {
      const { source } = socket.data
      bySource.set(source, (bySource.get(source) ?? 0) + 1)
    }
    return shown.map(({ socket, meetingId, state, delayMs, kbps }) => {
      const { source } = socket.data
      const most = source === null ? mostScreensOfUnknown : mostScreensOfSource
      return { meetingId, state, delayMs, kbps, weight: Math.min(1, most / (bySource.get(source) ?? 1)) }
    })
  }

  function listeningOf({ data }: SyncSocket, gatheringId: string): ListeningAudience | undefined {
    const followed = data.audiences.get(gatheringId)
    if (followed?.isAnswered !== true) return undefined
    return listeners.audienceOf(gatheringId, followed.audience, followed.pace)
  }

  /** After a catch-up without a stage: reads the stage from this audience's snapshot. */
  function lookUpStage(gatheringId: string, listening: ListeningAudience): void {
    if (looking.has(listening)) return
    looking.add(listening)
    readings
      .snapshot(gatheringId, listening.audience)
      .then((snapshot) => snapshot !== null && tellStage(listening, snapshot.stage, snapshot.version))
      .catch(onTrouble)
      .finally(() => looking.delete(listening))
  }

  /** Whether to send: the text changed, or was last sent some time ago. */
  function isDue(kept: typeof told, gatheringId: string, text: string, now: number): boolean {
    const before = kept.get(gatheringId)
    if (before?.text === text && now - before.at < tellAgainMs) return false
    kept.set(gatheringId, { text, at: now })
    return true
  }

  function tellAll(): void {
    const now = performance.now()
    const followed = new Set([...listeners.gatherings(), ...reports.keys()])
    for (const gatheringId of followed) {
      const here = hereOf(gatheringId, now)
      const isAnything = here !== nobodyHere
      if (hasOthers && isAnything && isDue(passed, gatheringId, JSON.stringify(here), now)) {
        io.serverSideEmit('here', self, gatheringId, here)
      }
      const crew = crewOf(gatheringId)
      if (crew.length === 0) continue
      const known = elsewhere.get(gatheringId)
      for (const [at, { at: heardAt }] of known ?? []) if (now - heardAt > hereLastsMs) known?.delete(at)
      const all = [here, ...[...(known?.values() ?? [])].map((each) => each.here)]
      const crewNow = together(gatheringId, all)
      // The number of readers is part of the text, so that a new reader receives it at once.
      if (isDue(told, gatheringId, JSON.stringify([crewNow, readersOf(gatheringId, crew)]), now))
        tell(gatheringId, crew, crewNow)
    }
    for (const kept of [told, passed, elsewhere]) {
      for (const gatheringId of kept.keys()) if (!followed.has(gatheringId)) kept.delete(gatheringId)
    }
  }

  function readersOf(gatheringId: string, crew: readonly ListeningAudience[]): readonly number[] {
    const { rooms } = io.sockets.adapter
    return crew.map(({ audience, pace }) => rooms.get(audienceRoom(gatheringId, audience, pace))?.size ?? 0)
  }

  function tell(gatheringId: string, crew: readonly ListeningAudience[], crewNow: CrewNow): void {
    for (const { audience, pace } of crew) {
      const own = audience.kind === 'host' ? forHost(crewNow, audience.meetingId) : crewNow
      io.local.volatile.to(audienceRoom(gatheringId, audience, pace)).emit('crew', own)
    }
  }

  /** If the store cannot say who is crew, nothing is sent. */
  async function lookAndTell(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      const hostIds = [...listeners.gatherings()].flatMap((gatheringId) =>
        listeners
          .audiencesOf(gatheringId, 'prompt')
          .flatMap(({ audience }) => (audience.kind === 'host' ? [audience.meetingId] : [])),
      )
      openHosts = hostIds.length === 0 ? new Set() : await openToHosts(store.db, hostIds)
      if (!isStopped) tellAll()
    } catch (error) {
      if (!isStopped) onTrouble(error)
    }
    isLooking = false
  }

  let isStopped = false
  const timer = setInterval(safely(lookAndTell, onTrouble), tellEveryMs)

  return {
    report: (socket, input) => {
      const parsed = parseInput(watchingReport, input)
      if (!parsed.success) return
      const { gatheringId } = parsed.data
      // Only a socket that follows the gathering can report, with one report per socket.
      const listening = listeningOf(socket, gatheringId)
      if (listening === undefined) return
      if (listening.stage === undefined) lookUpStage(gatheringId, listening)
      const ofGathering = reports.get(gatheringId) ?? new Map<string, Report>()
      reports.set(gatheringId, ofGathering)
      ofGathering.set(socket.id, { ...parsed.data, at: performance.now(), socket })
    },
    forget: (socket) => {
      for (const [gatheringId, screens] of reports) {
        screens.delete(socket.id)
        if (screens.size === 0) reports.delete(gatheringId)
      }
    },
    stop: () => {
      isStopped = true
      clearInterval(timer)
    },
  }
}
