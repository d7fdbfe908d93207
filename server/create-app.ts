// Puts the server together from its parts; what tests boot as well as `main.ts`.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Committed, createExecute, type Execute } from './commands/execute.ts'
import type { Clock, Ids } from './environment.ts'
import type { Gazetteer } from './gazetteer/gazetteer.ts'
import { createHttp } from './http/create-http.ts'
import { createOriginCheck } from './http/origin.ts'
import type { PageDrawer } from './http/page-drawer.ts'
import { fileSecurityHeaders, securityHeaders } from './http/security-headers.ts'
import { createSessions, type Sessions } from './http/sessions.ts'
import type { Assets } from './http/static-assets.ts'
import { startPurging } from './jobs/purge.ts'
import { startZoneRules } from './jobs/zone-rules.ts'
import { createPictureMaker } from './pictures/picture-maker.ts'
import { createCalendar, readFront } from './reading/calendar.ts'
import { createHeads } from './reading/heads.ts'
import { createReadings } from './reading/readings.ts'
import { readTicketBySecret } from './reading/ticket.ts'
import { hashSecret } from './secrets.ts'
import { createSharedBudget } from './shared-budget.ts'
import type { Store } from './store/open-store.ts'
import type { Bus } from './sync/bus.ts'
import { createSync } from './sync/create-sync.ts'

export type AppParts = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly gazetteer: Gazetteer
  readonly assets: Assets | null
  /** Draws pages for readers without script; without one, browsers draw them alone. */
  readonly drawer?: PageDrawer | null
  readonly publicUrl: string | undefined
  /** Whose PeerTube, Jitsi or BigBlueButton may stand in a frame; none unless the operator trusts some. */
  readonly frameHosts?: readonly string[]
  /** By which several processes hear of one another; null while one serves the installation alone. */
  readonly bus?: Bus | null
  /** Commands that may wait before others are asked to come again. */
  readonly mostWaiting?: number | undefined
  /** A line for the operator, where nothing is wrong. */
  readonly tell?: ((line: string) => void) | undefined
  /** By whom a socket was opened, as a word for this process alone; null where that is not known. */
  readonly sourceOf?: ((request: IncomingMessage) => string | null) | undefined
  /** Sockets that may be open; more are asked to come again. */
  readonly mostSockets?: number | undefined
  /** Bugs and a store that cannot write; never anything a person said. */
  readonly onTrouble: (error: unknown) => void
}

export type App = {
  readonly server: Server
  readonly execute: Execute
  readonly sessions: Sessions
  /** Stops listening, answers what was asked, closes sockets; the store stays open. */
  /** Reads the calendar before anybody asks for it. */
  readonly warmUp: () => Promise<void>
  /** Stops listening, closes sockets; the store stays open. */
  readonly close: () => Promise<void>
}

/** For answers that are on their way when a process is asked to end. */
const lastAnswersMs = 1000

export function createApp(parts: AppParts): App {
  const { store, clock, ids, gazetteer, onTrouble } = parts
  const { frameHosts = [] } = parts
  const isOwnOrigin = createOriginCheck(parts.publicUrl)
  const isSecure = parts.publicUrl?.startsWith('https:') ?? false
  const heads = createHeads()
  const readings = createReadings(store, heads)
  const calendar = createCalendar(store, heads)
  const sessions = createSessions(store, { clock, ids }, isSecure)
  const means = { clock, ids, findPlace: gazetteer.byId }
  const execute = createExecute(store, means, { onCommitted, onTrouble, mostWaiting: parts.mostWaiting })
  function onCommitted(committed: Committed): void {
    const { gatheringId, from, to, changes } = committed
    zoneRules.heard(committed)
    if (!changes.some(({ type }) => type === 'gatheringRemoved')) {
      heads.advance(gatheringId, from, to, changes)
      sync.announce.moved(gatheringId, to)
      return
    }
    heads.remove(gatheringId)
    sync.announce.removed(gatheringId)
    // What was removed leaves nothing behind, on the disk neither.
    store.scrub().catch(onTrouble)
  }
  const pictures = createPictureMaker()
  const http = createHttp({
    ...parts,
    drawer: parts.drawer ?? null,
    frameHosts,
    readFront: () => readFront(calendar, clock.now()),
    readTicket: (credential) => readTicketBySecret(store, hashSecret(credential)),
    readings,
    pictures,
    calendar,
    strangersBudget: createSharedBudget('strangers', { perSecond: 20, burst: 60 }, { store, clock }),
    sessions,
    execute,
    isOwnOrigin,
    onSignedOut: ({ sessionHash }) => sync.endSession(sessionHash),
  })
  const answer = getRequestListener(http.fetch)
  const forbidding = Object.entries(
    securityHeaders(isSecure, parts.assets?.preloads.styles.hashes ?? [], frameHosts),
  )
  const ofFiles = Object.entries(fileSecurityHeaders)
  // On the answer itself, so that whoever answers cannot forget them and none has to be put together from two parts.
  const server = createServer((request, response) => {
    const isFile = request.url?.startsWith('/assets/') ?? false
    for (const [name, value] of isFile ? ofFiles : forbidding) response.setHeader(name, value)
    void answer(request, response)
  })
  const sync = createSync(server, {
    store,
    readings,
    calendar,
    clock,
    sessions,
    execute,
    isOwnOrigin,
    onTrouble,
    bus: parts.bus ?? null,
    sourceOf: parts.sourceOf,
    mostSockets: parts.mostSockets ?? Number.POSITIVE_INFINITY,
  })
  const purging = startPurging(store, clock, ids.next(), onTrouble)
  const zoneRules = startZoneRules({
    store,
    means,
    onCommitted,
    tell: parts.tell ?? (() => undefined),
    onTrouble,
  })
  return {
    server,
    execute,
    sessions,
    warmUp: calendar.refresh,
    close: async () => {
      purging.stop()
      // Whoever comes now is refused at once, and goes to another process where there is one.
      const isQuiet = new Promise<void>((resolve) => server.close(() => resolve()))
      await sync.close()
      void pictures.close()
      // Connections that a balancer or a browser keeps for later would hold the end up; those in the middle of an answer get a moment.
      server.closeIdleConnections()
      const patience = setTimeout(() => server.closeAllConnections(), lastAnswersMs)
      await isQuiet
      clearTimeout(patience)
      await zoneRules.stop()
    },
  }
}
