// The loggable parts of an error: its type, its location, and its message without values, which may be personal data.

import { speakable } from '../secrets.ts'

export type DescribedError = {
  readonly type: string
  readonly message: string
  /** File and line of each frame. */
  readonly stack: readonly string[]
  /** Fields of system and database errors: error code, table, constraint. Never `detail`, which contains row data. */
  readonly [field: string]: unknown
  readonly cause?: DescribedError
}

const safeFields = [
  'code',
  'errno',
  'syscall',
  'constraint',
  'table',
  'column',
  'routine',
  'severity',
  'sqliteCodeName',
]
const mostFrames = 12
const mostCauses = 3
const longestMessage = 400

/** Applied in this order. Each match is replaced by `…`. */
const values: readonly RegExp[] = [
  // URLs and addresses, with their paths.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi,
  /\S+@\S+/g,
  // Quoted text is a value of a row, a request or a file. It may contain quotes itself, so the match extends from the first to the last
  // quote.
  /".*"|"[^"]*$/g,
  /“.*”|“[^”]*$|«.*»|«[^»]*$|`.*`|`[^`]*$/g,
  /(?<!\w)'.*'|(?<!\w)'[^']*$/g,
  /=\s?\([^)]*\)?/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /(?<![\w:])(?:[0-9a-f]{0,4}:){2,}[0-9a-f.:]*(?:%\w+)?/gi,
  // All prefixed secrets: links, invitations, feeds (`f_<id>.<proof>`), the operator's.
  /(?<![A-Za-z0-9])[a-z]_[\w-]{6,}(?:\.[\w-]+)*/gi,
  // Hashes, tokens, ids: long strings with digits or mixed case.
  /(?=[\w-]*\d)[\w-]{16,}|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16,}/g,
  // Codes of doors and replies, by their alphabet.
  new RegExp(`(?<![\\w-])[${speakable}]{5,6}(?![\\w-])`, 'g'),
  // Non-ASCII text, which is not part of an error message.
  /[^\x20-\x7e…]+/g,
]

export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is no error was thrown', stack: [] }
  const fields = Object.entries(error).filter(
    ([name, value]) => safeFields.includes(name) && /^[\w.-]{1,80}$/.test(String(value)),
  )
  const cause = error instanceof AggregateError ? error.errors[0] : error.cause
  return {
    type: /^\w{1,60}$/.test(error.name) ? error.name : 'Error',
    message: withoutValues(error.message),
    ...Object.fromEntries(fields),
    stack: framesOf(error),
    ...(cause === undefined || depth >= mostCauses ? {} : { cause: describeError(cause, depth + 1) }),
  }
}

/** Only the first line: later lines contain statements and parts of requests. */
export function withoutValues(text: string): string {
  const [line = ''] = text.slice(0, longestMessage).split('\n', 1)
  return values.reduce((left, pattern) => left.replace(pattern, '…'), line)
}

/** The stack starts with the message, which may contain lines that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const from = stack.indexOf(message)
  const frames = from < 0 ? stack : stack.slice(from + message.length)
  return frames
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, mostFrames)
}
