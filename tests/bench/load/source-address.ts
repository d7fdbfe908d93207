// The address that a trusted proxy would forward of a client: clients of one machine differ by it, as people of many networks do.

/** Of the network for benchmarks (RFC 2544): another one for each of 131,072 numbers. */
export function sourceAddress(number: number): string {
  return `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`
}
