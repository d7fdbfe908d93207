// Classifies database errors.

/** PostgreSQL, appendix A: unique violation, serialization failure, deadlock. */
const quicker: ReadonlySet<string> = new Set(['23505', '40001', '40P01'])

/** A concurrent writer won: a retry succeeds, or sees the other's result. */
export function isConflict(error: unknown): boolean {
  return quicker.has(codeOf(error))
}

/**
 * A fault of the database itself, so that other requests fail now too; null for other errors. `full`: no disk space. `failing`: its disk or
 * file cannot be read or written. `away`: it is unreachable, shutting down, or locked for longer than the timeout.
 */
export type StoreFault = 'full' | 'failing' | 'away'

/** Matches PostgreSQL's classes 08, 53, 57P and 58, network and system error codes, and SQLite's messages. */
export function storeFault(error: unknown): StoreFault | null {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : ''
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT' || /disk is full/i.test(message))
    return 'full'
  if (
    /^(58|XX00[12])/.test(code) ||
    code === 'EIO' ||
    code === 'EROFS' ||
    /disk I\/O|readonly database|unable to open database file|disk image is malformed/i.test(message)
  )
    return 'failing'
  if (
    /^(08|53|57P)/.test(code) ||
    /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/.test(code) ||
    /database (table )?is locked|Connection terminated|timeout exceeded/i.test(message)
  )
    return 'away'
  return null
}

export function isOutage(error: unknown): boolean {
  return storeFault(error) !== null
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
