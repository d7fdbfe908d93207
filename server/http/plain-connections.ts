// Bounds what plain HTTP connections may hold: how many there are, how long a request or an answer may take. Sockets leave this count when they upgrade.
import type { IncomingMessage, Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { Source, Sources } from '../sources/sources.ts'

/** For `createServer`: head and body of a request must arrive in this time, because a slow body holds a connection and memory. */
export const requestTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2500,
} satisfies ServerOptions

/** Nothing moves on a connection for so long: its reader does not take the answer, or the line is dead. */
const longestSilenceMs = 30_000
/** A hall's browsers open six connections each for a moment. */
const mostOfOneSource = 2000
const defaultMost = 8000

type Held = { readonly source: Source | null; readonly unfinished: Set<IncomingMessage> }

/** `most`: plain connections that may be open at once. Beyond it those that wait for nothing make room, the oldest first. */
export function boundPlainConnections(
  server: Server,
  sources: Pick<Sources, 'ofPeer'>,
  most: number = defaultMost,
): void {
  server.setTimeout(longestSilenceMs)
  /** In the order of opening. */
  const plain = new Map<Socket, Held>()
  const ofSource = new Map<Source, number>()

  function forget(socket: Socket): void {
    const held = plain.get(socket)
    if (!plain.delete(socket) || held === undefined || held.source === null) return
    const left = (ofSource.get(held.source) ?? 0) - 1
    if (left > 0) ofSource.set(held.source, left)
    else ofSource.delete(held.source)
  }

  server.on('connection', (socket: Socket) => {
    const source = sources.ofPeer(socket)
    const open = source === null ? 0 : (ofSource.get(source) ?? 0)
    if (open >= mostOfOneSource || (plain.size >= most && !makeRoom())) {
      socket.destroy()
      return
    }
    plain.set(socket, { source, unfinished: new Set() })
    if (source !== null) ofSource.set(source, open + 1)
    socket.once('close', () => forget(socket))
  })
  server.on('upgrade', (_request, socket) => forget(socket as Socket))
  server.on('request', (request, response) => {
    const held = plain.get(request.socket)
    held?.unfinished.add(request)
    response.once('close', () => held?.unfinished.delete(request))
  })

  /** Ends a connection without a request on it, or one whose request does not arrive; never one that waits for its answer. */
  function makeRoom(): boolean {
    for (const isSpare of [hasNoRequest, hasPartOfRequest]) {
      for (const [socket, held] of plain) {
        if (!isSpare(held)) continue
        forget(socket)
        socket.destroy()
        return true
      }
    }
    return false
  }
}

function hasNoRequest({ unfinished }: Held): boolean {
  return unfinished.size === 0
}

function hasPartOfRequest({ unfinished }: Held): boolean {
  return [...unfinished].every(({ complete }) => !complete)
}
