// The log of a running server: lines of JSON on standard output, without addresses, names or secrets.
import { type DestinationStream, type LevelWithSilent, pino } from 'pino'
import { storeFault } from '../store/faults.ts'
import type { HeardBug } from './bug-reports.ts'
import { type DescribedError, describeError } from './describe-error.ts'
import { createRepeats } from './repeats.ts'

export type Log = {
  /** A bug, or a store that cannot write: one line a minute of each kind, without a stack where it is no bug. */
  readonly trouble: (error: unknown) => void
  /** What mends itself, such as a bus that is away for a moment: one line a minute. */
  readonly passing: (error: unknown) => void
  /** A bug in somebody's browser; its fields come from closed lists. */
  readonly browserBug: (bug: HeardBug) => void
  /** A line for the operator. `npm run check:logs` holds what may stand in it. */
  readonly tell: (line: string) => void
}

/** Nothing else writes to pino: it would put an error's own words and fields into the line. */
export function createLog(
  level: LevelWithSilent,
  destination?: DestinationStream,
  now: () => number = () => performance.now(),
): Log {
  const options = { level, base: null }
  const log = destination === undefined ? pino(options) : pino(options, destination)
  // Such a line asks the operator to do something, whatever level of trouble they want to read.
  const lines = log.child({}, { level: level === 'silent' ? 'silent' : 'info' })
  const repeats = createRepeats(now)

  /** What is to be written of an error, null while the last line of its kind is not a minute old. */
  function toWrite(
    level: 'trouble' | 'passing',
    error: unknown,
    kindOf: (described: DescribedError) => string,
  ) {
    const fault = storeFault(error)
    const described = describeError(error)
    // A disk or a database that is away fails everywhere: one kind, whatever was asked, and where in the code says nothing.
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
