// Limits plain HTTP connections: their number, the requests on each, and their duration. Sockets leave this count when they upgrade.
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Source, Sources } from '../sources/sources.ts'

/** For `createServer`: a request's head and body must arrive within these times, because a slow body holds a connection and memory. */
export const requestTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2500,
} satisfies ServerOptions

/** The longest time without traffic on a connection: its reader does not take the answer, or the connection is dead. */
const longestSilenceMs = 30_000
/** A hall's browsers briefly open six connections each. */
const mostOfOneSource = 2000
const defaultMost = 8000
const socketPath = '/socket.io/'

/** Unanswered requests on one connection. Browsers and proxies send the next request after the answer (RFC 9112 §9.3.2). */
const mostPipelined = 16
/** Long polling answers sooner. An answer that takes longer has a slow reader, whose connection is closed if there is no room. */
const longestAnswerMs = 10_000
/** If no connection could be closed, the next search for one starts after this time. */
const fullForMs = 250

/** A new connection has this long to send its first request; after that it is closed before connections with a partial request are. */
const firstRequestMs = 1000

/** `unfinished`: when each request began, ms. */
type Held = {
  readonly source: Source | null
  readonly openedAt: number
  readonly unfinished: Map<IncomingMessage, number>
}

/**
 * `most`: the number of plain connections that may be open at once. Beyond it, the oldest connections without pending work are closed. Call
 * it after all other request listeners were added: requests refused here reach none of them.
 */
export function boundPlainConnections(
  server: Server,
  sources: Pick<Sources, 'ofPeer'>,
  most: number = defaultMost,
): void {
  server.setTimeout(longestSilenceMs)
  /** In order of opening. */
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
    plain.set(socket, { source, openedAt: performance.now(), unfinished: new Map() })
    if (source !== null) ofSource.set(source, open + 1)
    socket.once('close', () => forget(socket))
  })
  server.on('upgrade', ({ url = '' }, socket) => {
    if (url.startsWith(socketPath)) forget(socket as Socket)
    else refuseUpgrade(socket as Socket)
  })
  const listeners = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const { socket } = request
    const unfinished = plain.get(socket)?.unfinished
    if (socket.destroyed) return
    if (unfinished !== undefined && unfinished.size >= mostPipelined) {
      socket.destroy()
      return
    }
    unfinished?.set(request, performance.now())
    response.once('close', () => unfinished?.delete(request))
    for (const listener of listeners) listener.call(server, request, response)
  })

  let fullUntil = 0

  /** Closes a connection that has no request, whose request does not arrive, or whose answer is not read. */
  function makeRoom(): boolean {
    const now = performance.now()
    if (now < fullUntil) return false
    for (const isSpare of [isIdle, hasPartOfRequest, hasNoRequest, hasOldRequest]) {
      for (const [socket, held] of plain) {
        if (!isSpare(held, now)) continue
        forget(socket)
        socket.destroy()
        return true
      }
    }
    fullUntil = now + fullForMs
    return false
  }
}

/** The only allowed protocol upgrade is Engine.IO's WebSocket; Node leaves other upgraded connections open without a time limit. */
function refuseUpgrade(socket: Socket): void {
  socket.on('error', () => undefined)
  socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  socket.destroySoon()
}

function hasNoRequest({ unfinished }: Held): boolean {
  return unfinished.size === 0
}

function isIdle(held: Held, now: number): boolean {
  return hasNoRequest(held) && now - held.openedAt > firstRequestMs
}

function hasPartOfRequest({ unfinished }: Held): boolean {
  if (unfinished.size === 0) return false
  for (const { complete } of unfinished.keys()) if (complete) return false
  return true
}

function hasOldRequest({ unfinished }: Held, now: number): boolean {
  for (const startedAt of unfinished.values()) if (now - startedAt > longestAnswerMs) return true
  return false
}
