// A user with a real socket: sends requests, and records every message received.
import { io, type Socket } from 'socket.io-client'
import type { Answer } from '#shared/protocol/answers.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type {
  ClientToServer,
  HoldAnswer,
  JoinAnswer,
  JoinRequest,
  ServerToClient,
} from '#shared/protocol/socket-events.ts'
import type { GatheringSummary, Snapshot, Update } from '#shared/protocol/views.ts'

export type Told = { readonly event: string; readonly value: unknown }

export type Person = {
  readonly socket: Socket<ServerToClient, ClientToServer>
  /** All messages the server sent without a request, except heartbeats. */
  readonly told: Told[]
  readonly updates: () => Update[]
  readonly join: (request: JoinRequest) => Promise<JoinAnswer>
  readonly hold: (credential: string) => Promise<HoldAnswer>
  /** Subscribes to these months of the calendar (`open`: gatherings without an instant), and to the person's own list. */
  readonly browse: (months?: readonly string[]) => Promise<readonly GatheringSummary[]>
  readonly ask: <Name extends CommandName>(
    name: Name,
    gatheringId: string,
    payload: CommandInput<Name>,
    options?: { readonly credential?: string; readonly commandId?: string },
  ) => Promise<Answer>
}

let commands = 0
export const makeCommandId = () => `command-${String(++commands).padStart(8, '0')}`

/** `from`: the address that a trusted proxy would forward. */
export async function connectPerson(url: string, cookie?: string, from?: string): Promise<Person> {
  const socket: Person['socket'] = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    },
  })
  const told: Told[] = []
  socket.onAny((event: string, value: unknown) => {
    if (event !== 'beat') told.push({ event, value })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    socket,
    told,
    updates: () => told.filter(({ event }) => event === 'update').map(({ value }) => value as Update),
    join: (request) => socket.timeout(5000).emitWithAck('join', request),
    hold: (credential) => socket.timeout(5000).emitWithAck('hold', { credential }),
    browse: (months = []) => socket.timeout(5000).emitWithAck('browse', { months }),
    ask: (name, gatheringId, payload, { credential, commandId = makeCommandId() } = {}) =>
      socket.timeout(5000).emitWithAck('command', { commandId, gatheringId, name, payload, credential }),
  }
}

/** Waits until the function stops throwing; rethrows its last error on timeout. */
export async function eventually<Value>(look: () => Value | Promise<Value>, withinMs = 2000): Promise<Value> {
  const until = performance.now() + withinMs
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (performance.now() > until) throw error
      await pause(10)
    }
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The snapshot in a join answer; throws with the actual answer if there is none. */
export function snapshotOf(answer: JoinAnswer): Snapshot {
  if (!answer.ok || !('snapshot' in answer)) throw new Error(`no snapshot: ${JSON.stringify(answer)}`)
  return answer.snapshot
}

/** Applies these updates to a snapshot; a gap is an error. */
export function grown(snapshot: Snapshot, updates: readonly Update[]): Snapshot {
  return updates.reduce((known, update) => {
    const applied = applyUpdate(known, update)
    if (applied.kind === 'gap')
      throw new Error(`gap: known ${known.version}, told ${update.from} to ${update.to}`)
    return applied.kind === 'applied' ? applied.snapshot : known
  }, snapshot)
}
