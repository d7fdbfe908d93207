// How many files and connections the system lets this process have open.
import { readFileSync } from 'node:fs'

/** For pages, files, the database and the bus, of each ten descriptors one. */
const shareForSockets = 0.9

/** Sockets that fit into the process's descriptors (`man 5 proc`, `limits`); Infinity where the system does not say. */
export function socketsThatFit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return soft === undefined ? Number.POSITIVE_INFINITY : Math.floor(Number(soft) * shareForSockets)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
