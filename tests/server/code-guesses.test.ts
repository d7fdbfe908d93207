// Guessing arrival codes when no source is known: a rate limit on wrong codes per gathering, which must not refuse right codes.
import { expect, test } from 'vitest'
import { identify } from '#server/commands/actor.ts'
import { createCommandDoor } from '#server/sources/command-admission.ts'
import { createSourceBudgets } from '#server/sources/source-budgets.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { makeSecret, makeTestId } from '../support/test-gathering.ts'

const right = 'RIGHT1'

function openDoor() {
  const gatheringId = makeTestId()
  let compared = 0
  const door = createCommandDoor({
    execute: async ({ payload }) => {
      compared += 1
      if ((payload as { arrivalCode: string }).arrivalCode === right)
        return { ok: true, version: 1, outcome: {} }
      return { ok: false, reason: 'arrival-code-wrong' }
    },
    budgets: createSourceBudgets(),
    strangersBudget: { spend: async () => true },
    isKnownSecret: async () => true,
    now: () => 0,
  })
  const enter = async (credential: string, arrivalCode: string) => {
    const actor = identify(credential, null)
    if (actor === null) throw new Error('nobody')
    const command = {
      commandId: makeTestId(),
      gatheringId,
      name: 'arrive',
      payload: { arrivalCode, arrived: 1 },
      credential,
    }
    const sender = { source: null, crewKey: null, isUnmetered: false }
    const answer = await door(command as Command, actor, sender)
    return answer.ok ? 'in' : answer.reason
  }
  return { enter, compared: () => compared }
}

test('D6: where no source is known, however many codes were wrong, the first code of a reply is compared, and no second one', async () => {
  const { enter, compared } = openDoor()
  for (let reply = 0; reply < 200; reply += 1) {
    const credential = makeSecret('r')
    for (let guess = 0; guess < 6; guess += 1) await enter(credential, `WRONG${guess}`)
  }
  // 300 for the gathering, and one for each of the replies that came after these were used up.
  expect(compared()).toBe(300 + 140)
  expect(await enter(makeSecret('r'), right)).toBe('in')
  const mistyped = makeSecret('r')
  expect(await enter(mistyped, 'WRONG')).toBe('arrival-code-wrong')
  expect(await enter(mistyped, right)).toBe('code-locked')
})

test('D6: of codes of one reply that arrive together one is the first', async () => {
  const { enter } = openDoor()
  for (let reply = 0; reply < 60; reply += 1) {
    const credential = makeSecret('r')
    for (let guess = 0; guess < 5; guess += 1) await enter(credential, `WRONG${guess}`)
  }
  const credential = makeSecret('r')
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, guess) => enter(credential, `WRONG${guess}`)),
  )
  expect(answers.filter((answer) => answer === 'arrival-code-wrong')).toHaveLength(1)
})
