// Loaded into a measured server, ours or a bare one, to report its memory: SIGUSR2 collects garbage and prints the result.
import { readFileSync } from 'node:fs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

process.on('SIGUSR2', async () => {
  // Memory freed by one collection is returned to the system by the next.
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc()
    await pause(150)
  }
  const [, kilobytes] = /^Private_Dirty:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))
  const { heapUsed, external } = process.memoryUsage()
  process.stderr.write(`memory-held ${Number(kilobytes) * 1024} ${heapUsed} ${external} end\n`)
})
