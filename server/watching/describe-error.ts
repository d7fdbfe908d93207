// What a log may say of an error: its kind, where it happened, and its words without values, because those may be somebody's.

import { speakable } from '../secrets.ts'

export type DescribedError = {
  readonly type: string
  readonly message: string
  /** File and line of each frame. */
  readonly stack: readonly string[]
  /** Of the system and of databases: which kind of error, which table and constraint. Never `detail`, which holds rows. */
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

/** In the order in which they are looked for. Each is replaced by `…`. */
const values: readonly RegExp[] = [
  // Addresses of servers and pages, with whatever stands in their paths.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi,
  /\S+@\S+/g,
  // What is quoted is a value: of a row, of a request, of a file. It may hold such signs itself, so it goes from the first to the last of them.
  /".*"|"[^"]*$/g,
  /“.*”|“[^”]*$|«.*»|«[^»]*$|`.*`|`[^`]*$/g,
  /(?<!\w)'.*'|(?<!\w)'[^']*$/g,
  /=\s?\([^)]*\)?/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /(?<![\w:])(?:[0-9a-f]{0,4}:){2,}[0-9a-f.:]*(?:%\w+)?/gi,
  // Whatever it opens: links, invitations, feeds (`f_<id>.<proof>`), the operator's.
  /(?<![A-Za-z0-9])[a-z]_[\w-]{6,}(?:\.[\w-]+)*/gi,
  // Hashes, tokens, ids: long, and no words that are written in one case.
  /(?=[\w-]*\d)[\w-]{16,}|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16,}/g,
  // Codes of doors and replies, in the letters that they are made of.
  new RegExp(`(?<![\\w-])[${speakable}]{5,6}(?![\\w-])`, 'g'),
  // Whatever is written in other letters is nobody's error message.
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

/** Its first line: statements and parts of requests follow on others. */
export function withoutValues(text: string): string {
  const [line = ''] = text.slice(0, longestMessage).split('\n', 1)
  return values.reduce((left, pattern) => left.replace(pattern, '…'), line)
}

/** The stack begins with the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const from = stack.indexOf(message)
  const frames = from < 0 ? stack : stack.slice(from + message.length)
  return frames
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, mostFrames)
}
