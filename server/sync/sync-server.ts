// Socket.IO's server and sockets as this folder uses them, and what a socket has open.
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, Pace, ServerToClient } from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import type { Source } from '../sources/sources.ts'
import type { Here } from './crew-here.ts'

/** What the processes of one installation tell one another. */
export type BetweenServers = {
  moved: (gatheringId: string, version: number) => void
  removed: (gatheringId: string) => void
  /** Who of the crew is there, and what screens say of streams, at one process (`at`). */
  here: (at: string, gatheringId: string, here: Here) => void
}

/** With which eyes a socket reads a gathering; `credentialHash` of the link that opened them, null where a session or nothing did. */
export type Followed = {
  readonly audience: Audience
  readonly pace: Pace
  readonly credentialHash: string | null
  /** It has been sent what there is to read. */
  isAnswered: boolean
}

/** Kept on the socket, gone with it. */
export type SocketState = {
  organizerId: string | null
  sessionHash: string | null
  /** Where it comes from, hashed; null when that is not known. It never leaves this process. */
  source: Source | null
  readonly audiences: Map<string, Followed>
  readonly tickets: Set<string>
  browses: boolean
  /** Of what it asked, how much is not answered yet. */
  unanswered: number
  /** The months of the calendar that it follows; null before it asked for any. */
  months: ReadonlySet<string> | null
}

export type SyncServer = Server<ClientToServer, ServerToClient, BetweenServers, SocketState>
export type SyncSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketState>
