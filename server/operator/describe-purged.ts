// Describes the erased data of a gathering, in one line for the operator.
import type { Purged } from '../store/purge-rows.ts'

export function describePurged(purged: Purged): string {
  const { slug, replies, logEntries, messages, directors, proposals, closedCities, meetings } = purged
  return (
    `${slug}: erased ${replies} replies, ${logEntries} log entries, ${messages} messages of the crew, ` +
    `${directors} directors, ${proposals} proposals, ${closedCities} closed cities, and of ${meetings} meetings hosts, addresses, notes, streams and codes.`
  )
}
