// Compares projections by value with the same result as Node, for all JSON values.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differs } from '#server/reading/differs.ts'

test('Two values differ exactly where a comparison by value says so, also where they share parts or have fields in another order', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const pair = fc.oneof(
    fc.tuple(value, value),
    value.map((one) => [one, structuredClone(one)] as const),
    fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), value).map(([one, other]) => {
      const turned = Object.fromEntries(Object.entries(one).reverse())
      return [one, { ...turned, a: other }] as const
    }),
  )
  fc.assert(
    fc.property(pair, ([one, other]) => {
      // JSON has no -0.
      fc.pre(!JSON.stringify([one, other]).includes('-0'))
      expect(differs(one, other)).toBe(!isDeepStrictEqual(one, other))
    }),
  )
})

test('A field that is undefined is another than one that is not there', () => {
  expect(differs({ a: undefined }, {})).toBe(true)
  expect(differs({ a: undefined }, { b: undefined })).toBe(true)
})
