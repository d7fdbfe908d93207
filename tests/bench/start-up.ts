// Time from starting the process to its first response, from the build.
import { startServer } from '../support/start-server.ts'
import { type Row, row, sampleOf } from './measure.ts'
import type { Options } from './options.ts'

export async function benchStartUp({ size }: Options): Promise<Row[]> {
  const first: number[] = []
  const again: number[] = []
  for (let sample = 0; sample < Math.max(3, size.runs); sample += 1) {
    const startedAt = performance.now()
    const server = await startServer()
    first.push(performance.now() - startedAt)
    await server.kill()
    const restartedAt = performance.now()
    await server.restart()
    again.push(performance.now() - restartedAt)
    await server.stop()
  }
  return [
    row('start-up with an empty folder, example included', 'ms', [sampleOf(first)]),
    row('start-up after a kill', 'ms', [sampleOf(again)]),
  ]
}
