// The roll-call: each city answers once, and the first answer counts.
import { expect, test } from 'vitest'
import { answerRoll, type RollCall } from '#shared/domain/roll-call.ts'

const called: RollCall = { rollId: 'roll', calledAt: 1, endedAt: null, answers: {} }

test('the first answer of a city counts, and other cities keep theirs', () => {
  const first = answerRoll(called, 'aleppo', 5)
  const both = answerRoll(first, 'berlin', 6)
  expect(both).toEqual({ ...called, answers: { aleppo: 5, berlin: 6 } })
  expect(answerRoll(both, 'aleppo', 9)).toBe(both)
  expect(called.answers).toEqual({})
})

test('a city whose id is the name of a property of objects answers as others do', () => {
  expect(answerRoll(called, 'constructor', 5).answers).toEqual({ constructor: 5 })
})
