// The bare SQLite binding: inserts rows of a reply's size in groups, each on disk before the next. `node sqlite.mjs <folder> <group> <ms>`.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'

const [folder, group, ms] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const database = new DatabaseSync(join(folder, 'bare.sqlite'))
database.exec('pragma journal_mode = WAL')
database.exec('pragma synchronous = FULL')
database.exec(
  'create table replies (id text primary key, gathering text, meeting text, secret text unique, code text, size integer, state text)',
)
const insert = database.prepare('insert into replies values (?, ?, ?, ?, ?, ?, ?)')

let rows = 0
const startedAt = performance.now()
while (performance.now() - startedAt < ms) {
  database.exec('begin immediate')
  for (let row = 0; row < group; row += 1) {
    const id = randomBytes(12).toString('base64url')
    const secret = randomBytes(32).toString('base64url')
    insert.run(id, 'gathering_idx_16', 'meeting_idxxx_16', secret, 'AAAAA', 1, 'confirmed')
  }
  database.exec('commit')
  rows += group
}
console.log(rows / ((performance.now() - startedAt) / 1000))
database.close()
