// Whether two projections differ, by value. Projections share most of what they hold, so the same object is not looked into.
import { isDeepStrictEqual } from 'node:util'

/** Fields may be in another order: what was read from SQL has them in another one than what a command made. */
export function differs(before: unknown, after: unknown): boolean {
  if (before === after) return false
  if (!isPlain(before) || !isPlain(after)) return !isDeepStrictEqual(before, after)
  const [names, others] = [Object.keys(before), Object.keys(after)]
  if (names.length !== others.length) return true
  // Nearly always made by the same code, in the same order.
  if (names.some((name, place) => name !== others[place])) return !isDeepStrictEqual(before, after)
  const [values, now] = [Object.values(before), Object.values(after)]
  return values.some((value, place) => differs(value, now[place]))
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
