// Types of Socket.IO's server and sockets, and the state of a socket.
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, Pace, ServerToClient } from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import type { Source } from '../sources/sources.ts'
import type { Here } from './crew-presence.ts'

/** Messages between the processes of one installation. */
export type BetweenServers = {
  moved: (gatheringId: string, version: number) => void
  removed: (gatheringId: string) => void
  /** Crew presence and stream reports at one process (`at`). */
  here: (at: string, gatheringId: string, here: Here) => void
}

/** The audience as which a socket reads a gathering. `credentialHash` is of the link that gave it; null for a session or the public. */
export type Followed = {
  readonly audience: Audience
  readonly pace: Pace
  readonly credentialHash: string | null
  /** Whether its join has been answered. */
  isAnswered: boolean
}

/** Kept on the socket, and gone with it. */
export type SocketState = {
  organizerId: string | null
  sessionHash: string | null
  /** Hashed source; null when unknown. It never leaves this process. */
  source: Source | null
  readonly audiences: Map<string, Followed>
  readonly tickets: Set<string>
  browses: boolean
  /** Requests not answered yet. */
  unanswered: number
  /** Calendar months it follows; null before the first request. */
  months: ReadonlySet<string> | null
}

export type SyncServer = Server<ClientToServer, ServerToClient, BetweenServers, SocketState>
export type SyncSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketState>
