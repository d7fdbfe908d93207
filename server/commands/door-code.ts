// Generates the code that identifies a reply at its meeting's door: short, speakable, and unique without a lookup.
import { hash } from 'node:crypto'
import { hashedDoorKey, speakable } from '../secrets.ts'

const radix = speakable.length
const codeLength = 5
const low = radix ** 3
const high = radix ** (codeLength - 3)
const rounds = 4
/** A Feistel network with a keyed hash needs this many rounds to be indistinguishable from random for somebody who has seen some codes. */
const hashedRounds = 8

/**
 * A different code for each queue order, up to 31⁵: a permutation of all codes by alternating rounds, as in format-preserving encryption
 * (NIST SP 800-38G). It hides how many replied before. `key` is the meeting's own. Keys from before the hashed rounds keep the old light
 * rounds, so that new codes do not collide with issued ones.
 */
export function doorCode(queueOrder: number, key: string): string {
  let upper = Math.floor(queueOrder / low) % high
  let lower = queueOrder % low
  const isHashed = key.startsWith(hashedDoorKey)
  const mix = isHashed ? hashedBy(key) : mixedBy(key)
  for (let round = 0; round < (isHashed ? hashedRounds : rounds); round += 1) {
    if (round % 2 === 0) lower = (lower + mix(round, upper)) % low
    else upper = (upper + mix(round, lower)) % high
  }
  let rest = upper * low + lower
  let code = ''
  for (let place = 0; place < codeLength; place += 1) {
    code = speakable[rest % radix] + code
    rest = Math.floor(rest / radix)
  }
  return code
}

type Mix = (round: number, half: number) => number

function hashedBy(key: string): Mix {
  return (round, half) => hash('sha256', `door ${key} ${round} ${half}`, 'buffer').readUInt32LE(0)
}

function mixedBy(key: string): Mix {
  const seeds = hash('sha256', `door ${key}`, 'buffer')
  return (round, half) => mixed(half ^ seeds.readUInt32LE(round * 8))
}

/** 32 bits in, 32 bits out; each output bit depends on all input bits. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}
