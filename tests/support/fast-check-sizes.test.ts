// Checks that property tests really generate values up to their stated maximum.
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('an array or a text of at most forty is tried with forty', () => {
  const lengths = fc.sample(fc.array(fc.integer(), { maxLength: 40 }), 200).map(({ length }) => length)
  expect(Math.max(...lengths)).toBeGreaterThan(35)
  const texts = fc.sample(fc.string({ maxLength: 40 }), 200).map(({ length }) => length)
  expect(Math.max(...texts)).toBeGreaterThan(35)
})
