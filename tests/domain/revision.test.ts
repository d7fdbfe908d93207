// The revision of calendar entries: number and time never go back.
import { expect, test } from 'vitest'
import { neverRevised, revise, sumOfRevisions } from '#shared/domain/revision.ts'

test('P3: each change raises the number by one and keeps the later time, also when the clock went back', () => {
  const once = revise({ ...neverRevised, title: 'One hour' }, 100)
  expect(once).toEqual({ revision: 1, revisedAt: 100, title: 'One hour' })
  expect(revise(once, 50)).toEqual({ revision: 2, revisedAt: 100, title: 'One hour' })
  expect(revise(once, 200)).toEqual({ revision: 2, revisedAt: 200, title: 'One hour' })
})

test('P3: what follows from several things has the sum of their numbers and the latest of their times', () => {
  const parts = [
    { revision: 2, revisedAt: 100 },
    { revision: 3, revisedAt: 50 },
  ]
  expect(sumOfRevisions(...parts)).toEqual({ revision: 5, revisedAt: 100 })
  expect(sumOfRevisions()).toEqual(neverRevised)
})
