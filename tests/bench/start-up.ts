// How long from starting the process to its first answer, with everything built.
import { startServer } from '../support/start-server.ts'
import { type Figure, figure } from './measure.ts'

export async function benchStartUp(samples: number): Promise<Figure[]> {
  const first: number[] = []
  const again: number[] = []
  for (let sample = 0; sample < samples; sample++) {
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
    figure('start-up with an empty folder, example included', 'ms', first),
    figure('start-up after a kill', 'ms', again),
  ]
}
