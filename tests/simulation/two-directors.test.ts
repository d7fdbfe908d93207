// Two directors and one server that is killed: one holder of the seat and of the stage, whatever happens on the way.
import { onTestFinished, test } from 'vitest'
import { prepareServerProcess } from '../support/server-process.ts'
import { makeTestStore } from '../support/test-store.ts'
import { chosen, longestRunMs, runTwoDirectors } from './run-two-directors.ts'

test(
  `F2: ${chosen.acts} acts of two directors on one process that is killed ${chosen.kills} times (SEED=${chosen.seed})`,
  async () => {
    const kept = await makeTestStore()
    const server = await prepareServerProcess(kept.environment)
    onTestFinished(async () => {
      await server.kill()
      await kept.remove()
    })
    await server.start()
    await runTwoDirectors({ ...chosen, kept, servers: [server] })
  },
  longestRunMs,
)
