// Assembles the server from its parts, for `main.ts` and for tests.
import { createServer, type Server } from 'node:http'
import type { Server as NetServer } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { keepForgettable } from './clearable-caches.ts'
import type { Clock, Ids } from './clock-and-ids.ts'
import { type Committed, createExecute, type Execute } from './commands/execute.ts'
import { createWatchFromHome } from './commands/watch-from-home.ts'
import { createHttp } from './create-http.ts'
import type { PlaceList } from './gazetteer/gazetteer.ts'
import { createPlaceSearch, type PlaceEngine } from './gazetteer/place-search.ts'
import { createParamsForgetter } from './http/clear-router-params.ts'
import { acceptWaitingConnections, followConnections } from './http/last-connections.ts'
import { createOriginCheck } from './http/origin.ts'
import { createOwnOrigin } from './http/own-origin.ts'
import type { PageDrawer } from './http/page-drawer.ts'
import { boundPlainConnections, requestTimeouts } from './http/plain-connections.ts'
import { hasUsableTarget, refuseTarget } from './http/request-target.ts'
import { fileSecurityHeaders, headersOfPage, securityHeaders } from './http/security-headers.ts'
import { createSessions, type Sessions } from './http/sessions.ts'
import type { Assets } from './http/static-assets.ts'
import { type DeletingOldBackups, startDeletingOldBackups } from './jobs/delete-old-backups.ts'
import { startErasingTakenAway, type TakenAway } from './jobs/erase-cancelled.ts'
import { startForgettingSources } from './jobs/forget-sources.ts'
import { createPanic } from './jobs/panic.ts'
import { createScrubber } from './jobs/scrubber.ts'
import { type Purging, startPurging } from './jobs/start-purging.ts'
import { startServing } from './jobs/start-serving.ts'
import { startTellingBands, type TellingBands } from './jobs/start-telling-bands.ts'
import { startZoneRules } from './jobs/zone-rules.ts'
import { deleteBackups } from './operator/delete-backups.ts'
import { createPictureMaker } from './pictures/picture-maker.ts'
import { withPublicAddress } from './public-address.ts'
import { createCalendar, readFront } from './reading/calendar.ts'
import { createHeads } from './reading/latest-versions.ts'
import { readHeld } from './reading/stored-data.ts'
import { readTicketBySecret } from './reading/ticket.ts'
import { createReadings } from './reading/view-cache.ts'
import { createRunningWork } from './running-work.ts'
import { hashSecret } from './secrets.ts'
import { createSharedBudget } from './shared-budget.ts'
import { createCommandDoor, type DoorMemory } from './sources/command-admission.ts'
import { createAdmission } from './sources/http-admission.ts'
import { isKnownSecret } from './sources/known-secret.ts'
import { createOnionListener } from './sources/onion-listener.ts'
import { createSourceBudgets } from './sources/source-budgets.ts'
import { createSources, sourcesTroubleWords } from './sources/sources.ts'
import { createWatchingBudget } from './sources/watching-budget.ts'
import type { Store } from './store/open-store.ts'
import type { Purged } from './store/purge-rows.ts'
import type { Bus } from './sync/bus.ts'
import { createSync } from './sync/create-sync.ts'
import { createAddressWatch, openedElsewhereLine } from './watching/address-watch.ts'
import type { HeardBug } from './watching/bug-reports.ts'
import { describeError } from './watching/describe-error.ts'
import { createDiskWatch } from './watching/disk-watch.ts'
import { createMetrics } from './watching/metrics.ts'
import { createReadiness } from './watching/readiness.ts'
import { zoneDataFacts } from './zone-data.ts'
import { installZoneRules } from './zones/zone-rules.ts'

export type AppParts = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly gazetteer: PlaceList
  /** Searches places by name; in a worker thread, except in tests. */
  readonly placeEngine: PlaceEngine
  readonly assets: Assets | null
  /** Renders pages for readers without script; null: only browsers render. */
  readonly drawer?: PageDrawer | null
  readonly publicUrl: string | undefined
  /** Origin of an onion service beside the public address. */
  readonly onionUrl?: string | undefined
  /** Where the server listens: the origin of links if there is no public address. */
  readonly host?: string | undefined
  /** Hosts whose PeerTube, Jitsi or BigBlueButton may be framed; none by default. */
  readonly frameHosts?: readonly string[]
  /** Connects several processes; null if only one serves the installation. */
  readonly bus?: Bus | null
  /** Maximum number of queued commands; further ones are answered `busy`. */
  readonly mostWaiting?: number | undefined
  /** Addresses and networks of reverse proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies?: readonly string[]
  /** Maximum number of open plain HTTP connections. */
  readonly mostConnections?: number | undefined
  /** The token that Prometheus sends to read `/metrics`; without one nobody may read it. */
  readonly metricsToken?: string | undefined
  /** The contact for security reports, with its scheme; without one none is published. */
  readonly securityContact?: string | undefined
  /** Receives informational lines for the operator. */
  readonly tell?: ((line: string) => void) | undefined
  /** A monotonic clock, ms. */
  readonly monotonic?: (() => number) | undefined
  /** The clock that all processes share; without one, only the recorded clock shows whether this process's clock is right. */
  readonly databaseClock?: (() => Promise<number>) | undefined
  /** Maximum number of open sockets; further ones are asked to retry later. */
  readonly mostSockets?: number | undefined
  /** The build of this process; processes of different builds do not serve one database together. */
  readonly build?: string | undefined
  /** The folder of SQLite's files; undefined if the database is on another machine. */
  readonly dataFolder?: string | undefined
  /** The folder where `multaqa backup` writes: a panic deletes all of it. */
  readonly backupFolder?: string | undefined
  /** Receives bugs and storage failures; never text written by a person. */
  readonly onTrouble: (error: unknown) => void
  /** Receives bug reports from browsers. */
  readonly onBrowserBug?: ((bug: HeardBug) => void) | undefined
}

export type App = {
  readonly server: Server
  /** Receives tor's connections for an onion service, each with a PROXY line first; the caller decides where it listens. */
  readonly onion: NetServer
  readonly execute: Execute
  readonly sessions: Sessions
  readonly purging: Purging
  readonly takenAway: TakenAway
  readonly deletingOldBackups: DeletingOldBackups
  readonly tellingBands: TellingBands
  /** Data kept about sources and secrets, exposed so that tests can check what is erased. */
  readonly doorMemory: DoorMemory
  /** Fills the calendar cache before the first request. */
  readonly warmUp: () => Promise<void>
  /**
   * Stops listening, answers pending requests, closes sockets, ends remaining connections after a moment, and resolves when nothing uses
   * the store any more; does not close the store.
   */
  readonly close: () => Promise<void>
}

/** Time for answers in progress when the process is asked to stop. */
const lastAnswersMs = 1000
/** The router keeps parts of the last requested URLs; they are cleared this often. */
const forgetAddressesMs = 10_000
/** Time for work whose client has disconnected: it still uses the store. */
const lastWorkMs = 5000

export function createApp(parts: AppParts): App {
  const { store, clock, ids, gazetteer } = parts
  installZoneRules()
  const metrics = createMetrics()
  const monotonic = parts.monotonic ?? (() => performance.now())
  const disk = createDiskWatch(parts.dataFolder, monotonic)
  const onTrouble = neverThrowing((error) => {
    metrics.troubled()
    disk.heard(error)
    parts.onTrouble(error)
  })
  let isStopping = false
  const { frameHosts = [] } = parts
  const address = createAddressWatch(monotonic, () => parts.tell?.(openedElsewhereLine))
  const isOwnOrigin = createOriginCheck(parts.publicUrl, parts.onionUrl, address.refused)
  const isSecure = parts.publicUrl?.startsWith('https:') ?? false
  const heads = createHeads()
  const readings = createReadings(store, heads)
  const calendar = createCalendar(store, heads)
  const sessions = createSessions(store, { clock, ids }, isSecure)
  const means = { clock, ids, findPlace: gazetteer.byId }
  const carryOut = createExecute(store, means, { onCommitted, onTrouble, mostWaiting: parts.mostWaiting })
  const execute: Execute = async (command, actor) => {
    const startedAt = performance.now()
    const answer = await carryOut(command, actor)
    metrics.answered(answer, performance.now() - startedAt)
    return answer
  }
  const holder = ids.next()
  const scrubber = createScrubber({ store, clock, holder, onTrouble })
  function onPurged({ gatheringId, version }: Pick<Purged, 'gatheringId' | 'version'>): void {
    heads.raise(gatheringId, version)
    sync.announce.moved(gatheringId, version)
  }
  function onCommitted(committed: Committed): void {
    disk.wrote()
    const { gatheringId, from, to, changes, layers } = committed
    zoneRules.heard(committed)
    if (!changes.some(({ type }) => type === 'gatheringRemoved')) {
      heads.advance(gatheringId, from, to, changes, layers)
      if (changes.some(({ type }) => type === 'repliesErased')) {
        scrubber.scrub()
        takenAway.soon()
        forgettingSources.soon(gatheringId)
      }
      sync.announce.moved(gatheringId, to)
      return
    }
    heads.remove(gatheringId)
    sync.announce.removed(gatheringId)
    // Removed data must not remain on the disk either.
    scrubber.scrub()
  }
  const sources = createSources(parts.trustedProxies ?? [], (trouble) =>
    parts.tell?.(sourcesTroubleWords[trouble]),
  )
  const budgets = createSourceBudgets()
  const commandDoor = createCommandDoor({
    execute,
    budgets,
    strangersBudget: createSharedBudget('strangers', { perSecond: 20, burst: 60 }, { store, clock }),
    isKnownSecret: (actor, gatheringId) => isKnownSecret(store.db, actor, gatheringId),
  })
  const panic = createPanic({
    store,
    clock,
    trust: () => purging.trust(),
    onPurged,
    onSessionsEnded: (hashes) => {
      for (const hash of hashes) sync.endSession(hash)
    },
    deleteBackups: (madeUntil) => deleteBackups(parts.backupFolder, onTrouble, madeUntil),
    scrub: scrubber.scrub,
    onTrouble,
  })
  const pictures = createPictureMaker()
  const watchFromHome = createWatchFromHome({ store, clock, onTrouble })
  const watchingBudget = createWatchingBudget()
  const forgettingSources = startForgettingSources({
    store,
    memory: commandDoor.memory,
    watching: watchingBudget,
    budgets,
    onTrouble,
  })
  heads.followErased(forgettingSources.soon)
  heads.follow(() => undefined, forgettingSources.soon)
  const http = createHttp({
    ...parts,
    assets: withPublicAddress(parts.assets, parts.publicUrl),
    onTrouble,
    drawer: parts.drawer ?? null,
    securityContact: parts.securityContact,
    originOf: createOwnOrigin({
      publicUrl: parts.publicUrl,
      onionUrl: parts.onionUrl,
      host: parts.host,
      onForeignHost: () =>
        parts.tell?.(
          'A request named another host than this machine: set PUBLIC_URL to the address people open.',
        ),
    }),
    frameHosts,
    readFront: () => readFront(calendar, clock.now()),
    readTicket: (credential) => readTicketBySecret(store, hashSecret(credential)),
    readHeldBy: (credential) => readHeld(store, hashSecret(credential)),
    readings,
    placeSearch: createPlaceSearch(parts.placeEngine),
    pictures,
    calendar,
    sessions,
    sources,
    commandDoor,
    watchFromHome,
    watchingBudget,
    panic,
    isOwnOrigin,
    onSignedOut: ({ sessionHash }) => sync.endSession(sessionHash),
    clockTrust: () => purging.trust(),
    diskTrouble: disk.trouble,
    addressTrouble: address.trouble,
    zoneData: () => zoneDataFacts(clock.now()),
    readiness: createReadiness(
      () => store.db.selectFrom('meta').select('key').limit(1).execute(),
      () => isStopping,
    ),
    metricsText: () =>
      metrics.text({
        sockets: sync.sockets,
        isClockSteady: () => purging.trust() === 'steady',
        isStopping: () => isStopping,
      }),
  })
  const answer = getRequestListener(http.fetch)
  const addresses = keepForgettable(createParamsForgetter(http))
  const forgettingAddresses = setInterval(addresses.clear, forgetAddressesMs).unref()
  const work = createRunningWork()
  const forbidding = Object.entries(
    securityHeaders(isSecure, parts.assets?.preloads.styles.hashes ?? [], frameHosts),
  )
  const ofFiles = Object.entries(fileSecurityHeaders)
  // Sets the headers on the response itself, so that no handler can forget them and none merges two sets.
  const admit = createAdmission(sources, budgets)
  const server = createServer(requestTimeouts, (request, response) => {
    response.once('finish', () => metrics.responded(response.statusCode))
    const isFile = request.url?.startsWith('/assets/') ?? false
    for (const [name, value] of isFile ? ofFiles : forbidding) response.setHeader(name, value)
    for (const [name, value] of Object.entries(headersOfPage(request.url ?? '')))
      response.setHeader(name, value)
    if (!hasUsableTarget(request)) return refuseTarget(response)
    admit(request, response, () => void work.track(answer(request, response)))
  })
  const endLastConnections = followConnections(server)
  const onion = createOnionListener(server, sources)
  const sync = createSync(server, {
    store,
    readings,
    calendar,
    clock,
    sessions,
    sources,
    budgets,
    commandDoor,
    isOwnOrigin,
    onTrouble,
    bus: parts.bus ?? null,
    track: work.track,
    mostSockets: parts.mostSockets ?? Number.POSITIVE_INFINITY,
  })
  boundPlainConnections(server, sources, parts.mostConnections)
  const purging = startPurging({
    store,
    clock,
    monotonic: parts.monotonic,
    databaseClock: parts.databaseClock,
    holder,
    onPurged,
    tell: parts.tell ?? (() => undefined),
    onTrouble,
  })
  const takenAway = startErasingTakenAway({
    store,
    clock,
    trust: () => purging.trust(),
    onCommitted,
    onPurged,
    scrub: scrubber.scrub,
    onTrouble,
  })
  const deletingOldBackups = startDeletingOldBackups({ store, folder: parts.backupFolder, onTrouble })
  const serving = startServing({
    store,
    clock,
    holder,
    build: parts.build ?? 'sources',
    onSaid: disk.wrote,
    onTrouble,
  })
  const tellingBands = startTellingBands({ store, means, holder, onCommitted, onTrouble })
  const zoneRules = startZoneRules({
    store,
    means,
    onCommitted,
    tell: parts.tell ?? (() => undefined),
    onTrouble,
  })
  return {
    server,
    onion,
    execute,
    sessions,
    purging,
    takenAway,
    deletingOldBackups,
    tellingBands,
    doorMemory: commandDoor.memory,
    warmUp: calendar.refresh,
    close: async () => {
      isStopping = true
      const purgingEnds = Promise.all([purging.stop(), takenAway.stop(), deletingOldBackups.stop()])
      await Promise.all([onion, server].map(acceptWaitingConnections))
      // From here on, new connections are refused at once and can go to another process. The onion service has its own listener, so
      // `server` does not wait for its connections.
      const isQuiet = Promise.all(
        [onion, server].map((each) => new Promise<void>((resolve) => each.close(() => resolve()))),
      )
      await sync.letGo()
      void pictures.close()
      // Idle keep-alive connections would delay the end; connections with an answer in progress get a moment. Sockets whose peer ignores
      // the close would delay it too, and Node no longer counts them among its connections.
      server.closeIdleConnections()
      const patience = setTimeout(endLastConnections, lastAnswersMs)
      await sync.close()
      await isQuiet
      clearTimeout(patience)
      metrics.stop()
      clearInterval(forgettingAddresses)
      addresses.clear()
      await zoneRules.stop()
      await forgettingSources.stop()
      await tellingBands.stop()
      await serving.stop()
      // When a client disconnects, its handler may still be running.
      await work.idle(lastWorkMs)
      await purgingEnds
      await scrubber.stop()
    },
  }
}

/** An error while reporting an error must not throw: timers and queues call this while they work. */
function neverThrowing(onTrouble: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    try {
      onTrouble(error)
    } catch (second) {
      console.error('trouble that could not be logged', describeError(second))
    }
  }
}
