// Arrival codes: unique within a meeting, and they do not reveal the order of replies.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doorCode } from '#server/commands/door-code.ts'

test('no two places in the order have the same code, wherever they begin', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), fc.nat(31 ** 5 - 3000), (name, isHashed, from) => {
      const key = isHashed ? `k2.${name}` : name
      const codes = Array.from({ length: 3000 }, (_, index) => doorCode(from + index, key))
      expect(new Set(codes).size).toBe(codes.length)
      for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}$/)
    }),
    { numRuns: 20 },
  )
})

test('neighbours in the order are not neighbours in their codes, and other meetings have other codes', () => {
  const codes = Array.from({ length: 500 }, (_, order) => doorCode(order, 'k2.key'))
  const alike = codes.filter((code, order) => code.slice(0, 4) === codes[order + 1]?.slice(0, 4))
  expect(alike.length).toBeLessThan(3)
  const others = codes.filter((code, order) => code === doorCode(order, 'k2.another key'))
  expect(others.length).toBeLessThan(3)
})
