// Reading an object with a key from user input.
import { expect, test } from 'vitest'
import { ownValue } from '#shared/domain/own-value.ts'

test('C11: only what the object itself holds is read', () => {
  expect(ownValue({ berlin: 1, aleppo: 0 }, 'aleppo')).toBe(0)
  for (const key of ['constructor', '__proto__', 'toString', 'damascus']) {
    expect(ownValue({ berlin: 1 }, key)).toBeUndefined()
  }
  expect([ownValue(null, 'berlin'), ownValue(undefined, 'berlin')]).toEqual([undefined, undefined])
})
