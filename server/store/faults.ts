// What an error of the database means for whoever asked.

/** PostgreSQL, appendix A: unique violation, serialization failure, deadlock. */
const quicker: ReadonlySet<string> = new Set(['23505', '40001', '40P01'])

/** Somebody else was quicker: the same once more will do, or finds what the other one left. */
export function isConflict(error: unknown): boolean {
  return quicker.has(codeOf(error))
}

/**
 * What is wrong with the database itself, so that whatever else is asked now fails as well; null for anything else. `full`: no room on its
 * disk. `failing`: its disk or its file cannot be read or written. `away`: it cannot be reached, ends, or is locked for longer than one waits.
 */
export type StoreFault = 'full' | 'failing' | 'away'

/** PostgreSQL's classes 08, 53, 57P and 58, the network's and the system's own errors, and the words of SQLite. */
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
