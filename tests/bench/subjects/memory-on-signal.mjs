// Loaded into a measured server, ours or a bare one, so that it can be asked what memory it holds: SIGUSR2 collects garbage and says so.
import { readFileSync } from 'node:fs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

process.on('SIGUSR2', async () => {
  // What one collection sets free the next one gives back to the system.
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc()
    await pause(150)
  }
  const [, kilobytes] = /^Private_Dirty:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))
  const { heapUsed, external } = process.memoryUsage()
  process.stderr.write(`memory-held ${Number(kilobytes) * 1024} ${heapUsed} ${external} end\n`)
})
