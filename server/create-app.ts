// Puts the server together from its parts; what tests boot as well as `main.ts`.
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Committed, createExecute, type Execute } from './commands/execute.ts'
import type { Clock, Ids } from './environment.ts'
import type { Gazetteer } from './gazetteer/gazetteer.ts'
import { createHttp } from './http/create-http.ts'
import { createOriginCheck } from './http/origin.ts'
import { createSessions, type Sessions } from './http/sessions.ts'
import type { Assets } from './http/static-assets.ts'
import { startPurging } from './jobs/purge.ts'
import { createHeads } from './reading/heads.ts'
import { createReadings } from './reading/readings.ts'
import type { Store } from './store/open-store.ts'
import { createSync } from './sync/create-sync.ts'

export type AppParts = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly gazetteer: Gazetteer
  readonly assets: Assets | null
  readonly publicUrl: string | undefined
  /** Bugs and a store that cannot write; never anything a person said. */
  readonly onTrouble: (error: unknown) => void
}

export type App = {
  readonly server: Server
  readonly execute: Execute
  readonly sessions: Sessions
  /** Stops listening, closes sockets; the store stays open. */
  readonly close: () => Promise<void>
}

export function createApp(parts: AppParts): App {
  const { store, clock, ids, gazetteer, onTrouble } = parts
  const isOwnOrigin = createOriginCheck(parts.publicUrl)
  const isSecure = parts.publicUrl?.startsWith('https:') ?? false
  const heads = createHeads()
  const readings = createReadings(store, heads)
  const sessions = createSessions(store, { clock, ids }, isSecure)
  const execute = createExecute(store, { clock, ids, findPlace: gazetteer.byId }, { onCommitted, onTrouble })
  function onCommitted({ gatheringId, from, to, changes }: Committed): void {
    if (!changes.some(({ type }) => type === 'gatheringRemoved')) {
      heads.advance(gatheringId, from, to, changes)
      return
    }
    heads.remove(gatheringId)
    // What was removed leaves nothing behind, on the disk neither.
    store.scrub().catch(onTrouble)
  }
  const http = createHttp({
    ...parts,
    readings,
    sessions,
    execute,
    isOwnOrigin,
    onSignedOut: ({ sessionHash }) => sync.endSession(sessionHash),
  })
  const server = createServer(getRequestListener(http.fetch))
  const sync = createSync(server, { store, readings, clock, sessions, execute, isOwnOrigin, onTrouble })
  const purging = startPurging(store, clock, onTrouble)
  return {
    server,
    execute,
    sessions,
    close: async () => {
      purging.stop()
      await sync.close()
    },
  }
}
