// Two directors and a server that is killed: at any time one person has the director's role and one city the stage.
import { expect, onTestFinished, test } from 'vitest'
import { prepareServerProcess } from '../support/server-process.ts'
import { makeTestStore } from '../support/test-store.ts'
import { chosen, longestRunMs, runTwoDirectors } from './run-two-directors.ts'
import { type Accepted, replay } from './two-directors.ts'

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

const layla = { seatId: 'layla', term: 1 }
const sit = (seatId: string, seenTerm: number, at: number) => happened('takeSeat', { seatId, seenTerm }, at)
const hand = (seat: object, seenFence: number, at: number) =>
  happened('handStage', { meetingId: 'berlin', seenFence, seat }, at)

function happened(name: string, payload: Accepted['payload'], at: number): Accepted {
  return { commandId: `at-${at}`, name, payload, answers: [], sentAt: at, answeredAt: at, version: at }
}

test('the check of a history finds a second holder, a late act, a fence twice, and who was unseated too soon', () => {
  const good = [
    sit('layla', 0, 0),
    hand(layla, 0, 1),
    sit('sami', 1, 20_000),
    hand({ seatId: 'sami', term: 2 }, 1, 20_001),
  ]
  const check = (history: readonly Accepted[]) => () => replay(history, [], 15_000)
  expect(check(good)()).toMatchObject({ holders: [null, 'layla', 'sami'], stages: { length: 3 } })
  expect(check([...good, hand(layla, 2, 20_002)])).toThrow()
  expect(check([sit('layla', 0, 0), hand({ seatId: 'sami', term: 1 }, 0, 1)])).toThrow()
  expect(check([sit('layla', 0, 0), hand(layla, 0, 1), hand(layla, 0, 2)])).toThrow()
  expect(check([sit('layla', 0, 0), sit('sami', 0, 20_000)])).toThrow()
  expect(check([sit('layla', 0, 0), sit('sami', 1, 14_000)])).toThrow()
})
