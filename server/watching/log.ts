// The log of a running server: JSON lines on standard output, without addresses, names or secrets.
import { type DestinationStream, type LevelWithSilent, pino } from 'pino'
import { storeFault } from '../store/database-errors.ts'
import type { HeardBug } from './bug-reports.ts'
import { type DescribedError, describeError } from './describe-error.ts'
import { createRepeats } from './repeats.ts'

export type Log = {
  /** A bug or a storage failure: one line per minute for each kind; without a stack for storage failures. */
  readonly trouble: (error: unknown) => void
  /** Faults that recover by themselves, such as a bus that is briefly away: one line per minute. */
  readonly passing: (error: unknown) => void
  /** A bug in a browser; its fields come from closed lists. */
  readonly browserBug: (bug: HeardBug) => void
  /** A line for the operator. `npm run check:logs` defines its allowed content. */
  readonly tell: (line: string) => void
}

/** Only this file writes to pino, which would log an error's own message and fields. */
export function createLog(
  level: LevelWithSilent,
  destination?: DestinationStream,
  now: () => number = () => performance.now(),
): Log {
  const options = { level, base: null }
  const log = destination === undefined ? pino(options) : pino(options, destination)
  // These lines ask the operator to act, so they are written at every log level but `silent`.
  const lines = log.child({}, { level: level === 'silent' ? 'silent' : 'info' })
  const repeats = createRepeats(now)

  /** The data to log for an error; null if a line of the same kind was written in the last minute. */
  function toWrite(
    level: 'trouble' | 'passing',
    error: unknown,
    kindOf: (described: DescribedError) => string,
  ) {
    const fault = storeFault(error)
    const described = describeError(error)
    // A storage fault fails everywhere: it counts as one kind, and the stack says nothing.
    const times = repeats(`${level} ${fault ?? kindOf(described)}`)
    if (times === null) return null
    const { stack: _, ...withoutStack } = described
    return fault === null ? { error: described, times } : { error: withoutStack, fault, times }
  }

  return {
    trouble: (error) => {
      const line = toWrite('trouble', error, ({ type, message, stack }) => `${type} ${message} ${stack[0]}`)
      if (line !== null) log.error(line, 'trouble')
    },
    passing: (error) => {
      const line = toWrite('passing', error, () => '')
      if (line !== null) log.warn(line, 'passing trouble')
    },
    browserBug: (bug) => log.error({ bug }, 'bug in a browser'),
    tell: (line) => lines.info(line),
  }
}
