// The client address that a trusted proxy would forward: clients of one machine get different ones, like people in many networks.

/** From the benchmarking network (RFC 2544): a different address for each of 131,072 numbers. */
export function sourceAddress(number: number): string {
  return `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`
}
