// Whether two projections differ by value. Projections share most of their objects, so identical objects are skipped.
import { isDeepStrictEqual } from 'node:util'

/** The order of fields does not matter: rows read from SQL have another order than records made by a command. */
export function differs(before: unknown, after: unknown): boolean {
  if (before === after) return false
  if (!isPlain(before) || !isPlain(after)) return !isDeepStrictEqual(before, after)
  const [names, others] = [Object.keys(before), Object.keys(after)]
  if (names.length !== others.length) return true
  // Almost always both were made by the same code, with the same field order.
  if (names.some((name, place) => name !== others[place])) return !isDeepStrictEqual(before, after)
  const [values, now] = [Object.values(before), Object.values(after)]
  return values.some((value, place) => differs(value, now[place]))
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
