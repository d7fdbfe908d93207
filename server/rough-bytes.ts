// Estimates how much memory a value takes: exact enough to bound a cache, in constant time for long lists.

const bytesOfNumber = 8
const bytesOfReference = 16
/** The number of elements of a long list that are measured, evenly spread, and extrapolated. */
const sampled = 16

/** Bytes. `value` is a tree of plain data: strings, numbers, arrays, objects, maps, sets, bytes. Functions count as nothing. */
export function roughBytes(value: unknown): number {
  if (typeof value === 'string') return bytesOfReference + 2 * value.length
  if (typeof value !== 'object' || value === null) return bytesOfNumber
  if (ArrayBuffer.isView(value)) return bytesOfReference + value.byteLength
  if (Array.isArray(value)) return bytesOfReference + ofList(value)
  if (value instanceof Map) return bytesOfReference + ofList([...value.keys()]) + ofList([...value.values()])
  if (value instanceof Set) return bytesOfReference + ofList([...value])
  // Objects that know their own size report it.
  if ('bytes' in value && typeof value.bytes === 'number') return value.bytes
  let bytes = bytesOfReference
  for (const inner of Object.values(value)) bytes += bytesOfReference + roughBytes(inner)
  return bytes
}

function ofList(values: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(values.length / sampled))
  let bytes = 0
  let looked = 0
  for (let index = 0; index < values.length; index += step) {
    bytes += bytesOfReference + roughBytes(values[index])
    looked += 1
  }
  return looked === 0 ? 0 : Math.ceil((bytes * values.length) / looked)
}
