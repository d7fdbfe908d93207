// PostgreSQL as Kysely's dialect wants it: a thin coat over `pg`, whose connections are durable and never wait for ever.
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { type ClientBase, DatabaseError, Pool, type PoolClient, types } from 'pg'

/** What a connection is for. Upkeep (migrations, vacuum, copying) may take long; serving people may not. */
export type Purpose = 'serving' | 'upkeep'

/** By this name servers are seen in `pg_stat_activity`, by people and by `multaqa migrate`. */
export const applicationNames: Readonly<Record<Purpose, string>> = {
  serving: 'multaqa',
  upkeep: 'multaqa upkeep',
}

/**
 * A process that stands still in a transaction holds others up for its idle time only, which is shorter than they wait for a lock; no
 * statement outlasts its time here, and a server that says nothing at all is given up a little later.
 */
const timesMs = { connect: 5_000, idleInTransaction: 5_000, lock: 10_000, statement: 20_000, silence: 25_000 }

/** Connections of one process at most. Commands of one gathering share one; more than cores write no faster. */
const mostConnections: Readonly<Record<Purpose, number>> = { serving: 10, upkeep: 2 }

/** Nothing is connected before the first query. */
export function openPostgresPool(url: string, purpose: Purpose): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections[purpose],
    // Kept for good, so that a quiet server is seen too, and its first reply need not wait for a connection.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: timesMs.connect,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
    onConnect: (client) => prepare(client, purpose),
    ...(purpose === 'serving' ? { query_timeout: timesMs.silence } : {}),
  })
  // A database that goes away also tells its idle connections, and those inside a transaction between two statements. Whoever asks next
  // is told by its own error; nobody listening here would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return { connect: async () => coat(await pool.connect()), end: () => pool.end() }
}

/** By statements and not by startup options, which a pooler in between may refuse. */
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

/** int8 as a number: instants in epoch milliseconds and counts, all far below 2^53. */
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
      // How PostgreSQL answers the commit of a transaction in which a statement failed: without an error.
      if (statement === 'commit' && result.command !== 'COMMIT')
        throw new Error('the transaction was rolled back')
      return result
    } catch (error) {
      // Without a word from the server nobody knows what the connection is in the middle of.
      if (!(error instanceof DatabaseError)) isBroken = true
      throw error
    }
  }
  // Kysely would also hand it cursors, if it were given any.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(isBroken) }
}
