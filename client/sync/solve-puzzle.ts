// Solves a proof of work without blocking the page. Own SHA-256: `crypto.subtle` is asynchronous for each hash and missing over plain HTTP.
import type { Puzzle } from '#shared/protocol/puzzle.ts'

const turnMs = 12

/** Returns the proof, after about 2^bits hashes. */
export async function solvePuzzle({ challenge, bits }: Puzzle): Promise<string> {
  let turnEnds = performance.now() + turnMs
  for (let number = 0; ; number += 1) {
    const proof = `${challenge}.${number.toString(36)}`
    if (Math.clz32(firstWordOfSha256(proof)) >= bits) return proof
    if (number % 64 === 0 && performance.now() > turnEnds) {
      await new Promise((resolve) => setTimeout(resolve, 0))
      turnEnds = performance.now() + turnMs
    }
  }
}

/** FIPS 180-4 §4.2.2: the fractions of the cube roots of the first 64 primes. */
const constants = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)))
/** §5.3.3: the fractions of the square roots of the first 8. */
const start = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)))

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let each = 2; primes.length < count; each += 1)
    if (primes.every((prime) => each % prime !== 0)) primes.push(each)
  return primes
}

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

const schedule = new Int32Array(64)

/** The first 32 bits of the SHA-256 of an ASCII text (FIPS 180-4 §6.2). */
export function firstWordOfSha256(text: string): number {
  const blocks = (text.length + 9 + 63) >> 6
  const state = Int32Array.from(start)
  for (let block = 0; block < blocks; block += 1) {
    for (let word = 0; word < 16; word += 1) {
      let value = 0
      for (let byte = 0; byte < 4; byte += 1) {
        const at = block * 64 + word * 4 + byte
        value = (value << 8) | (at < text.length ? text.charCodeAt(at) : at === text.length ? 0x80 : 0)
      }
      schedule[word] = value
    }
    if (block === blocks - 1) schedule[15] = text.length * 8
    compress(state)
  }
  return state[0] ?? 0
}

const turn = (value: number, by: number) => (value >>> by) | (value << (32 - by))
const at = (words: ArrayLike<number>, index: number) => words[index] as number

function compress(state: Int32Array): void {
  for (let word = 16; word < 64; word += 1) {
    const [before15, before2] = [at(schedule, word - 15), at(schedule, word - 2)]
    const small0 = turn(before15, 7) ^ turn(before15, 18) ^ (before15 >>> 3)
    const small1 = turn(before2, 17) ^ turn(before2, 19) ^ (before2 >>> 10)
    schedule[word] = (at(schedule, word - 16) + small0 + at(schedule, word - 7) + small1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let round = 0; round < 64; round += 1) {
    const large1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + large1 + ((e & f) ^ (~e & g)) + at(constants, round) + at(schedule, round)) | 0
    const large0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (large0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
    state[index] = (at(state, index) + value) | 0
}
