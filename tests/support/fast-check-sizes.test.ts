// Whether properties really try what they name as the most.
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('an array or a text of at most forty is tried with forty', () => {
  const lengths = fc.sample(fc.array(fc.integer(), { maxLength: 40 }), 200).map(({ length }) => length)
  expect(Math.max(...lengths)).toBeGreaterThan(35)
  const texts = fc.sample(fc.string({ maxLength: 40 }), 200).map(({ length }) => length)
  expect(Math.max(...texts)).toBeGreaterThan(35)
})
