// What an error of the database means for whoever asked.

/** PostgreSQL, appendix A: unique violation, serialization failure, deadlock. */
const quicker: ReadonlySet<string> = new Set(['23505', '40001', '40P01'])

/** Somebody else was quicker: the same once more will do, or finds what the other one left. */
export function isConflict(error: unknown): boolean {
  return quicker.has(codeOf(error))
}

/**
 * The database is away, ends, or has no room: whatever else is asked now fails as well. PostgreSQL's classes 08, 53 and 57P, the
 * network's own errors, and SQLite's full disk, or another process that has held its lock longer than one waits.
 */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error)
  if (/^(08|53|57P)/.test(code) || /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND)/.test(code)) return true
  return (
    error instanceof Error &&
    /disk is full|disk I\/O|database (table )?is locked|Connection terminated|timeout exceeded/i.test(
      error.message,
    )
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
