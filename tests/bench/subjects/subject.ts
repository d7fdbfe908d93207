// A server under measurement, ours or a bare one: the operations that benchmarks use on either, and measurements of its process.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Subject = {
  readonly port: () => number
  /** Private bytes of the process after a garbage collection. */
  readonly memoryBytes: () => Promise<number>
  /** CPU time used, user and system, in ms. */
  readonly cpuMs: () => number
  /** Kills it as a power cut would, and restarts it on the same port. */
  readonly killAndRestart: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const memoryFlags = ['--expose-gc', '--import', join(import.meta.dirname, 'memory-on-signal.mjs')]

/** Linux counts CPU time in hundredths of a second (`man 5 proc`, fields 14 and 15 of `stat`). */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The program's name, in parentheses before these fields, may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** `output` is what the process has printed so far. */
export async function askMemory(pid: number, output: () => string): Promise<number> {
  const before = output().length
  process.kill(pid, 'SIGUSR2')
  const until = performance.now() + 30_000
  while (performance.now() < until) {
    const held = /memory-held (\d+) \d+ \d+ end/.exec(output().slice(before))?.[1]
    if (held !== undefined) return Number(held)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('The server does not say what memory it holds.')
}
