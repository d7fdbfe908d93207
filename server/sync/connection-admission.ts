// Which requests Engine.IO accepts: new connections up to the limits of the process and of the source, and polls within a source's budget.
import type { IncomingMessage } from 'node:http'
import { maxSocketMessageBytes } from '#shared/protocol/limits.ts'
import type { SourceBudgets } from '../sources/source-budgets.ts'
import type { Sources } from '../sources/sources.ts'
import { socketIdOf, turnAway } from './refuse-connection.ts'
import type { SyncServer } from './sync-server.ts'

/** Cost of a request for a socket that is not open. A page sends one after a restart, a flood sends many. */
const unknownSocketCost = 3

/** The parts of Engine.IO's socket that are used here. */
type EngineLine = {
  readonly id: string
  readonly request: IncomingMessage
  readonly once: (event: 'close', then: () => void) => unknown
}

export type LineAdmission = {
  /** Engine.IO's `allowRequest`, which it calls for new connections only. */
  readonly admitNew: (
    request: IncomingMessage,
    decide: (error: string | null | undefined, success: boolean) => void,
  ) => void
  /** Counts open connections, and checks requests for existing or closed ones. */
  readonly watch: (io: SyncServer) => void
}

/** Body size of a request in KB. Engine.IO refuses longer ones; a body of unknown length counts as the longest. */
function bodyKb({ headers }: IncomingMessage): number {
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) return 0
  return Math.min(Number(length ?? maxSocketMessageBytes) || 0, maxSocketMessageBytes) / 1024
}

export function createLineAdmission(
  sources: Sources,
  budgets: SourceBudgets,
  limits: {
    readonly mostSockets: number
    readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  },
): LineAdmission {
  const open = new Set<string>()

  function mayPoll(request: IncomingMessage, socketId: string): boolean {
    const source = sources.of(request)
    if (open.has(socketId)) return budgets.spend(source, 'polls', 1 + bodyKb(request)).ok
    const spent = budgets.spend(source, 'reading', unknownSocketCost)
    return spent.ok && spent.waitMs === 0
  }

  return {
    admitNew: (request, decide) => {
      if (open.size >= limits.mostSockets) return turnAway(request)
      const source = sources.of(request)
      if (!budgets.spend(source, 'sockets').ok || !budgets.maySocketOpen(source)) return turnAway(request)
      decide(null, limits.isOwnOrigin(request.headers.origin, request.headers.host))
    },
    watch: ({ engine }) => {
      engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
        const socketId = socketIdOf(request)
        if (socketId === null || mayPoll(request, socketId)) next()
        else turnAway(request)
      })
      engine.on('connection', (line: EngineLine) => {
        const source = sources.of(line.request)
        budgets.socketOpened(source)
        open.add(line.id)
        line.once('close', () => {
          budgets.socketClosed(source)
          open.delete(line.id)
        })
      })
    },
  }
}
