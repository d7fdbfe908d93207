// The log of a running server: lines of JSON on standard output, without addresses, names or secrets.
import { type DestinationStream, type LevelWithSilent, pino } from 'pino'
import type { HeardBug } from './bug-reports.ts'
import { describeError } from './describe-error.ts'

export type Log = {
  /** A bug, or a store that cannot write. */
  readonly trouble: (error: unknown) => void
  /** What mends itself: a bus that is away for a moment. */
  readonly passing: (error: unknown) => void
  /** A bug in somebody's browser; its fields come from closed lists. */
  readonly browserBug: (bug: HeardBug) => void
  /** A line for the operator. `npm run check:logs` holds what may stand in it. */
  readonly tell: (line: string) => void
}

/** Nothing else writes to pino: it would put an error's own words and fields into the line. */
export function createLog(level: LevelWithSilent, destination?: DestinationStream): Log {
  const options = { level, base: null }
  const log = destination === undefined ? pino(options) : pino(options, destination)
  // Such a line asks the operator to do something, whatever level of trouble they want to read.
  const lines = log.child({}, { level: level === 'silent' ? 'silent' : 'info' })
  return {
    trouble: (error) => log.error({ error: describeError(error) }, 'trouble'),
    passing: (error) => log.warn({ error: describeError(error) }, 'passing trouble'),
    browserBug: (bug) => log.error({ bug }, 'bug in a browser'),
    tell: (line) => lines.info(line),
  }
}
