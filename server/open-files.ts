// How many files and connections the system allows this process.
import { readFileSync } from 'node:fs'

/** Reserves a tenth of the descriptors for pages, files, the database and the bus. */
const shareForSockets = 0.9

/** The number of sockets that the process's file descriptors allow (`man 5 proc`, `limits`); Infinity if the system does not say. */
export function socketsThatFit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return soft === undefined ? Number.POSITIVE_INFINITY : Math.floor(Number(soft) * shareForSockets)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
