// Messages between the processes of one installation: the official Socket.IO adapters for PostgreSQL and Redis.
import { createAdapter } from '@socket.io/postgres-adapter'
import { createShardedAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import type { Server } from 'socket.io'

/** `adapter` goes to Socket.IO's server; `close` ends the adapter's connections. */
export type Bus = { readonly adapter: Parameters<Server['adapter']>[0]; readonly close: () => Promise<void> }

/** `pool` is a `pg` pool; the adapter keeps one of its connections to listen on. */
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

/** Redis 7 or later (sharded publish and subscribe). It carries only hints and stores nothing, so it may be flushed or restarted. */
export function openRedisBus(url: string, onTrouble: (error: unknown) => void): Bus {
  // Both clients reconnect forever. The publisher does not queue while offline: a late hint has no value.
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
    // Each room lives on one process, so rooms need no channel of their own.
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
