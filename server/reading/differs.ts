// Whether two projections differ, by value. Projections share most of what they hold, so the same object is not looked into.
import { isDeepStrictEqual } from 'node:util'
import { ownValue } from '#shared/domain/own-value.ts'

/** Fields may be in another order: what was read from SQL has them in another one than what a command made. */
export function differs(before: unknown, after: unknown): boolean {
  if (before === after) return false
  if (!isPlain(before) || !isPlain(after)) return !isDeepStrictEqual(before, after)
  const names = Object.keys(before)
  if (names.length !== Object.keys(after).length) return true
  return names.some(
    (name) => !Object.hasOwn(after, name) || differs(ownValue(before, name), ownValue(after, name)),
  )
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
