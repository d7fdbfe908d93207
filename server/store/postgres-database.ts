// Adapts `pg` to Kysely's dialect, with durable commits and timeouts on every connection.
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { type ClientBase, DatabaseError, Pool, type PoolClient, types } from 'pg'

/** What a connection is for. Upkeep (migrations, vacuum, copying) may take long; serving may not. */
export type Purpose = 'serving' | 'upkeep'

/** The application name in `pg_stat_activity`, for people and for `multaqa migrate`. */
export const applicationNames: Readonly<Record<Purpose, string>> = {
  serving: 'multaqa',
  upkeep: 'multaqa upkeep',
}

/**
 * A process that hangs in a transaction blocks others only for the idle timeout, which is shorter than their lock timeout. Every statement
 * has a timeout, and a server that does not answer at all is given up a little later.
 */
const timesMs = { connect: 5_000, idleInTransaction: 5_000, lock: 10_000, statement: 20_000, silence: 25_000 }

/** Most connections per process. Commands of one gathering share one; more connections than cores do not write faster. */
const mostConnections: Readonly<Record<Purpose, number>> = { serving: 10, upkeep: 2 }

/** Connects lazily, on the first query. */
export function openPostgresPool(url: string, purpose: Purpose): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections[purpose],
    // Connections never expire, so that an idle server stays visible and its first reply needs no new connection.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: timesMs.connect,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
    onConnect: (client) => prepare(client, purpose),
    ...(purpose === 'serving' ? { query_timeout: timesMs.silence } : {}),
  })
  // When the database goes away, `pg` also emits errors on idle connections and between the statements of a transaction. The next query
  // fails with its own error; without these listeners the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return { connect: async () => coat(await pool.connect()), end: () => pool.end() }
}

/** For Socket.IO's adapter, which uses `pg` directly and listens on its own connection. */
export function openBusPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 2, keepAlive: true, application_name: 'multaqa bus' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Sets parameters by a statement instead of startup options, which a connection pooler may refuse. */
async function prepare(client: ClientBase, purpose: Purpose): Promise<void> {
  const isServing = purpose === 'serving'
  await client.query(
    `select set_config('application_name', $1, false),
      set_config('synchronous_commit',
        case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, false),
      set_config('default_transaction_isolation', 'read committed', false),
      set_config('idle_in_transaction_session_timeout', $2, false),
      set_config('lock_timeout', $3, false),
      set_config('statement_timeout', $4, false)`,
    [
      applicationNames[purpose],
      `${isServing ? timesMs.idleInTransaction : 0}`,
      `${isServing ? timesMs.lock : 0}`,
      `${isServing ? timesMs.statement : 0}`,
    ],
  )
}

/** Reads int8 as a number: epoch milliseconds and counts are far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === types.builtins.INT8 ? readInt8 : types.getTypeParser(oid, format as 'text')
}

function readInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is more than a number can hold`)
  return value
}

function coat(client: PoolClient): PostgresPoolClient {
  let isBroken = false
  async function query(statement: string, parameters: readonly unknown[]) {
    try {
      const result = await client.query(statement, [...parameters])
      // PostgreSQL answers the commit of a failed transaction with ROLLBACK and without an error.
      if (statement === 'commit' && result.command !== 'COMMIT')
        throw new Error('the transaction was rolled back')
      return result
    } catch (error) {
      // Without an answer from the server, the state of the connection is unknown.
      if (!(error instanceof DatabaseError)) isBroken = true
      throw error
    }
  }
  // Kysely also passes cursors, if configured.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(isBroken) }
}
