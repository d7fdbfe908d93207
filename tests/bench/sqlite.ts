// Replies per second through the whole server, compared with rows per second through the bare SQLite binding in groups of 100.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { replyAll } from './acknowledgements.ts'
import { type Row, row, type Sample, single } from './measure.ts'
import type { Options } from './options.ts'
import { makeGathering, startOurs } from './subjects/our-server.ts'

const group = 100

export async function benchSqlite(options: Options): Promise<Row[]> {
  const replies: Sample[] = []
  const rows: Sample[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    const server = await startOurs(options)
    try {
      const gathering = await makeGathering(server, options.size.cities)
      replies.push(single((await replyAll(server.port(), gathering, options)).perSecond))
    } finally {
      await server.stop()
    }
    rows.push(single(await bareRows(options.size.seconds * 1000)))
  }
  return [row(`replies beside bare rows, ${group} a transaction`, '/s', replies, { bare: rows })]
}

async function bareRows(ms: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'multaqa-bench-'))
  try {
    const program = join(import.meta.dirname, 'bare', 'sqlite.mjs')
    const args = [program, folder, String(group), String(ms)]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    return Number(stdout)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
