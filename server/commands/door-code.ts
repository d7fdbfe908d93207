// The code by which a reply is called at its meeting's door: short, speakable, and no two alike without looking for others.
import { hash } from 'node:crypto'
import { speakable } from '../secrets.ts'

const radix = speakable.length
const codeLength = 5
const low = radix ** 3
const high = radix ** (codeLength - 3)
const rounds = 4

/**
 * Another code for each place in the order of replying, up to 31⁵ of them: a permutation of all codes by alternating rounds, as in format
 * preserving encryption (NIST SP 800-38G), with a light mixing that is not meant to withstand an analyst. It hides how many replied
 * before, and nothing hangs on guessing it. `key` is the meeting's own.
 */
export function doorCode(queueOrder: number, key: string): string {
  const seeds = hash('sha256', `door ${key}`, 'buffer')
  let upper = Math.floor(queueOrder / low) % high
  let lower = queueOrder % low
  for (let round = 0; round < rounds; round += 1) {
    const seed = seeds.readUInt32LE(round * 8)
    if (round % 2 === 0) lower = (lower + mixed(upper ^ seed)) % low
    else upper = (upper + mixed(lower ^ seed)) % high
  }
  let rest = upper * low + lower
  let code = ''
  for (let place = 0; place < codeLength; place += 1) {
    code = speakable[rest % radix] + code
    rest = Math.floor(rest / radix)
  }
  return code
}

/** 32 bits in, 32 bits out, each of them depending on all. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}
