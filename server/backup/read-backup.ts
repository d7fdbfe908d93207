// Reads a backup: its first line, and the lines after it one by one.
import { parseStateHead, type StateHead } from '../store/state-lines.ts'
import { type OpenWith, readSealed } from './sealed-file.ts'

/** More than the longest row; a file with longer lines is none of ours. */
const longestLine = 64 * 1024 * 1024

export type OpenedBackup = { readonly head: StateHead; readonly lines: AsyncIterable<unknown> }

/** Throws when the file, the key or a line is wrong, here or while the lines are read. */
export async function openBackup(path: string, openWith: OpenWith): Promise<OpenedBackup> {
  const lines = readLines(readSealed(path, openWith))
  const { value } = await lines.next()
  return { head: parseStateHead(value), lines }
}

/** At each newline alone: a text may hold other separators of lines. */
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

/** The words of a JSON error name what stands in the text. */
function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    throw new Error('a line of it is damaged')
  }
}
