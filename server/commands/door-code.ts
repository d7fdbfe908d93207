// The code by which a reply is called at its meeting's door: short, speakable, and no two alike without looking for others.
import { hash } from 'node:crypto'
import { hashedDoorKey, speakable } from '../secrets.ts'

const radix = speakable.length
const codeLength = 5
const low = radix ** 3
const high = radix ** (codeLength - 3)
const rounds = 4
/** Of a keyed hash: as many as such a network needs to be told from chance by nobody who has seen some codes. */
const hashedRounds = 8

/**
 * Another code for each place in the order of replying, up to 31⁵ of them: a permutation of all codes by alternating rounds, as in format
 * preserving encryption (NIST SP 800-38G). It hides how many replied before. `key` is the meeting's own; with a key of before the rounds
 * are as light as they were, because the codes that were given out must stay apart from new ones.
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

/** 32 bits in, 32 bits out, each of them depending on all. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}
