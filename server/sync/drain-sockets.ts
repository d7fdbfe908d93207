// Graceful shutdown: closes sockets a few at a time, each once its requests are answered, so that they do not all reconnect at once.
import { setTimeout as pause } from 'node:timers/promises'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** A socket whose answer does not arrive (the database is down) is closed after this long. */
const longestAnswerMs = 4000
const lookAgainMs = 10

/** Settles when all are closed. Sockets that open meanwhile are not waited for: the server no longer listens. */
export async function letGo(io: SyncServer, overMs: number): Promise<void> {
  const sockets = [...io.sockets.sockets.values()]
  const startedAt = performance.now()
  const leaving: Promise<void>[] = []
  for (const [index, socket] of sockets.entries()) {
    const untilDue = startedAt + (overMs * index) / sockets.length - performance.now()
    // Timers have a resolution of 1 ms; sockets due within it close together with the one before.
    if (untilDue >= 1) await pause(untilDue)
    leaving.push(closeOnceAnswered(socket))
  }
  await Promise.all(leaving)
}

/** Closes below Socket.IO, after pending writes: the page sees a lost connection and reconnects by itself. */
async function closeOnceAnswered(socket: SyncSocket): Promise<void> {
  const until = performance.now() + longestAnswerMs
  while (socket.connected && socket.data.unanswered > 0 && performance.now() < until) await pause(lookAgainMs)
  if (socket.connected) socket.conn.close()
}
