// Searches every byte that a test's database has on disk, for data that must be gone.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient } from './postgres.ts'
import type { TestStore } from './test-store.ts'

/** Names of files that contain the text: for SQLite in its folder, for PostgreSQL the database's tables, indexes and catalogue. */
export async function filesThatHold({ environment }: TestStore, text: string): Promise<readonly string[]> {
  const { DATABASE_URL: url, DATA_DIR: folder } = environment
  if (url === '') return filesIn(folder, text)
  return withClient(url, async (client) => {
    // A checkpoint unlinks dropped files and writes memory to disk.
    await client.query('checkpoint')
    const { rows } = await client.query<{ data: string; oid: number }>(
      `select current_setting('data_directory') as data, oid from pg_database where datname = current_database()`,
    )
    const [place] = rows
    return place === undefined ? [] : filesIn(join(place.data, 'base', `${place.oid}`), text)
  })
}

/** Searches PostgreSQL's write-ahead log after all current segments were recycled, which an idle or a busy server eventually does. */
export async function recycledLogHolds(url: string, text: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    for (let segment = 0; segment < 8; segment += 1) {
      await client.query(`select pg_logical_emit_message(false, 'test', 'x'), pg_switch_wal()`)
      await client.query('checkpoint')
    }
    const { rows } = await client.query<{ data: string }>(`select current_setting('data_directory') as data`)
    return filesIn(join(rows[0]?.data ?? '', 'pg_wal'), text)
  })
}

async function filesIn(folder: string, text: string): Promise<readonly string[]> {
  const holding: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(folder, entry.name)).catch(() => Buffer.alloc(0))
    if (bytes.includes(text)) holding.push(entry.name)
  }
  return holding
}
