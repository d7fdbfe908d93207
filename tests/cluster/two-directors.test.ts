// Two directors, each on their own process, while these are killed in turn: one person has the director's role, one city the stage.
import { onTestFinished, test } from 'vitest'
import { chosen, longestRunMs, runTwoDirectors } from '../simulation/run-two-directors.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { makeTestStore } from '../support/test-store.ts'

test(
  `F2: ${chosen.acts} acts of two directors on two processes that are killed ${chosen.kills} times (SEED=${chosen.seed})`,
  async () => {
    const kept = await makeTestStore()
    const servers = [
      await prepareServerProcess(kept.environment),
      await prepareServerProcess(kept.environment),
    ]
    onTestFinished(async () => {
      await Promise.all(servers.map((server) => server.kill()))
      await kept.remove()
    })
    await Promise.all(servers.map((server) => server.start()))
    await runTwoDirectors({ ...chosen, kept, servers })
  },
  longestRunMs,
)
