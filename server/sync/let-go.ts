// A process that is asked to end lets its sockets go a few at a time, each once what it asked is answered, so that they do not all come to the others at once.
import { setTimeout as pause } from 'node:timers/promises'
import type { SyncServer, SyncSocket } from './sync-server.ts'

/** A socket whose answer does not come (the database is away) is closed all the same. */
const longestAnswerMs = 4000
const lookAgainMs = 10

/** Settles when all are closed. Those that come meanwhile are not waited for: nobody listens for them any more. */
export async function letGo(io: SyncServer, overMs: number): Promise<void> {
  const sockets = [...io.sockets.sockets.values()]
  const startedAt = performance.now()
  const leaving: Promise<void>[] = []
  for (const [index, socket] of sockets.entries()) {
    const untilDue = startedAt + (overMs * index) / sockets.length - performance.now()
    // Timers are no finer than a millisecond; whoever is due within it goes with the one before.
    if (untilDue >= 1) await pause(untilDue)
    leaving.push(closeOnceAnswered(socket))
  }
  await Promise.all(leaving)
}

/** Closed below Socket.IO, what was written to it first: a page takes that for a lost line and comes back by itself. */
async function closeOnceAnswered(socket: SyncSocket): Promise<void> {
  const until = performance.now() + longestAnswerMs
  while (socket.connected && socket.data.unanswered > 0 && performance.now() < until) await pause(lookAgainMs)
  if (socket.connected) socket.conn.close()
}
