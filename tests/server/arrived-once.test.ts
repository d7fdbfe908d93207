// A hall's rate limit grows with the number of people, not with repeated check-ins of one person.
import { expect, test } from 'vitest'
import { identify } from '#server/commands/actor.ts'
import { createCommandDoor } from '#server/sources/command-admission.ts'
import type { SourceBudgets } from '#server/sources/source-budgets.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import { makeCommandId } from '../support/person.ts'
import { makeSecret, makeTestId } from '../support/test-gathering.ts'

test('D4: the people of one reply make a source’s budget grow once, however often they are counted', async () => {
  let grown = 0
  const budgets: SourceBudgets = {
    spend: () => ({ ok: true, waitMs: 0 }),
    peek: () => ({ ok: true, waitMs: 0 }),
    maySocketOpen: () => true,
    socketOpened: () => undefined,
    socketClosed: () => undefined,
    shareOf: () => 1,
    prune: () => undefined,
    addArrived: (_source, people) => {
      grown += people
    },
  }
  const door = createCommandDoor({
    execute: async () => ({ ok: true, version: 1, outcome: {} }),
    budgets,
    strangersBudget: { spend: async () => true },
    isKnownSecret: async () => true,
  })
  const gatheringId = makeTestId()
  const arrive = async (credential: string, arrived: number) => {
    const payload = { arrivalCode: 'K7QPDA', arrived }
    const parsed = parseCommand({
      commandId: makeCommandId(),
      gatheringId,
      name: 'arrive',
      payload,
      credential,
    })
    const actor = identify(credential, null)
    if (!parsed.ok || actor === null) throw new Error(JSON.stringify(parsed))
    await door(parsed.command, actor, { source: 'hall', crewKey: null, isUnmetered: false })
  }
  const [one, two] = [makeSecret('r'), makeSecret('r')]
  for (const arrived of [2, 2, 1, 0, 2, 3, 0, 3]) await arrive(one, arrived)
  await arrive(two, 4)
  expect(grown).toBe(7)
})
