// A server that is measured, ours or a bare one: what a benchmark may ask of either, and how its process is looked at from outside.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Subject = {
  readonly port: () => number
  /** Private bytes of the process after its garbage was collected. */
  readonly memoryBytes: () => Promise<number>
  /** Processor time it has used, user and system, in ms. */
  readonly cpuMs: () => number
  /** As a power cut would end it; then again on the same port. */
  readonly killAndRestart: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const memoryFlags = ['--expose-gc', '--import', join(import.meta.dirname, 'memory-on-signal.mjs')]

/** Linux counts processor time in hundredths of a second (`man 5 proc`, fields 14 and 15 of `stat`). */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The program's name, which stands in brackets before, may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** `output` is what the process has written up to now. */
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
