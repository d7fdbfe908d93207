// Reads a backup: its header line, then the other lines one by one.
import { parseStateHead, type StateHead } from '../store/backup-lines.ts'
import { type OpenWith, readSealed } from './sealed-file.ts'

/** Larger than the longest row; a file with longer lines is not a backup. */
const longestLine = 64 * 1024 * 1024

export type OpenedBackup = { readonly head: StateHead; readonly lines: AsyncIterable<unknown> }

/** Throws if the file, the key or a line is wrong, here or while the lines are read. */
export async function openBackup(path: string, openWith: OpenWith): Promise<OpenedBackup> {
  const lines = readLines(readSealed(path, openWith))
  const { value } = await lines.next()
  return { head: parseStateHead(value), lines }
}

/** Splits at newlines only: texts may contain other line separators. */
async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  let open: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      open.push(Buffer.from(chunk.subarray(from, end)))
      yield parse(Buffer.concat(open))
      open = []
      length = 0
      from = end + 1
    }
    open.push(Buffer.from(chunk.subarray(from)))
    length += chunk.length - from
    if (length > longestLine) throw new Error('a line of it is damaged')
  }
  if (length > 0) throw new Error('its end is missing')
}

/** A JSON error's message would quote the data. */
function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    throw new Error('a line of it is damaged')
  }
}
