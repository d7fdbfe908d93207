// Bounds what plain HTTP connections may hold: how many there are, what is asked on each, how long it takes. Sockets leave this count when they upgrade.
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
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
const socketPath = '/socket.io/'

/** Requests without a finished answer on one connection. Browsers and proxies send the next after the answer (RFC 9112 §9.3.2). */
const mostPipelined = 16
/** Long polling is answered sooner. Beyond this the reader of an answer is slow, and makes room when there is none. */
const longestAnswerMs = 10_000
/** Where no connection could make room, all of them are looked through again after this long. */
const fullForMs = 250

/** A connection that was just opened gets this long for its first request, before those with part of a request have to go. */
const firstRequestMs = 1000

/** `unfinished`: when each request began, ms. */
type Held = {
  readonly source: Source | null
  readonly openedAt: number
  readonly unfinished: Map<IncomingMessage, number>
}

/**
 * `most`: plain connections that may be open at once. Beyond it those that wait for nothing make room, the oldest first. Called after
 * everything that listens to requests was added: what is refused here reaches none of it.
 */
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

  /** Ends a connection without a request on it, or one whose request does not arrive, or whose answer is not taken. */
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

/** The one protocol that a connection may change to is Engine.IO's WebSocket; Node leaves all others open without a time limit. */
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
