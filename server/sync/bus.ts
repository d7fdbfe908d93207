// Between the processes of one installation: the official Socket.IO adapters, over PostgreSQL, or over Redis where there is one.
import { createAdapter } from '@socket.io/postgres-adapter'
import { createShardedAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import type { Server } from 'socket.io'

/** Hands the adapter to Socket.IO's server; ends the connections that it was given. */
export type Bus = { readonly adapter: Parameters<Server['adapter']>[0]; readonly close: () => Promise<void> }

/** `pool` is one of `pg`, of which the adapter keeps a connection to listen on. */
export function openPostgresBus(
  pool: { readonly end: () => Promise<void> },
  onTrouble: (error: unknown) => void,
): Bus {
  const adapter = createAdapter(pool as Parameters<typeof createAdapter>[0], {
    channelPrefix: 'multaqa',
    errorHandler: onTrouble,
  })
  return { adapter, close: () => pool.end() }
}

/** Redis 7 or later (sharded publish and subscribe). Only hints go through it: it keeps nothing, and may be flushed or restarted. */
export function openRedisBus(url: string, onTrouble: (error: unknown) => void): Bus {
  // Never gives up, and never queues: a hint that comes late is worth nothing.
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: true,
    retryStrategy: (times: number) => Math.min(100 * times, 2000),
  }
  const [publishing, listening] = [
    new Redis(url, { ...options, enableOfflineQueue: false }),
    new Redis(url, options),
  ]
  for (const client of [publishing, listening]) client.on('error', onTrouble)
  const adapter = createShardedAdapter(publishing, listening, {
    channelPrefix: 'multaqa',
    // Rooms live on one process each; no channel of its own for every room.
    subscriptionMode: 'static',
  })
  return {
    adapter,
    close: async () => {
      publishing.disconnect()
      listening.disconnect()
    },
  }
}
