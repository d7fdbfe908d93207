// Secrets at rest and in hand: made from 128 random bits or more, kept only as hashes.
import { hash, randomBytes, randomInt } from 'node:crypto'
import { latinDigits } from '#shared/domain/typed-digits.ts'

/** SHA-256 in base64url. Enough without salt or stretching, because what is hashed is random and long. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** Who acts, in the log: hashed once more, so that the log does not hold what the rows are found by. */
export function actorKeyOf(secretHash: string): string {
  return hashSecret(`actor:${secretHash}`).slice(0, 22)
}

export function makeSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** Keys of a door's codes begin with this since those codes are made by a keyed hash. Codes of older keys are made as they were, so that no two are alike. */
export const hashedDoorKey = 'k2.'

export function makeDoorKey(): string {
  return hashedDoorKey + makeSecret()
}

/** Letters and digits that are not mistaken for one another when read out or written by hand. */
export const speakable = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export function makeCode(length: number): string {
  return Array.from({ length }, () => speakable[randomInt(speakable.length)]).join('')
}

/** A code as somebody typed it, from any keyboard, with blanks and in any case. */
export function readCode(typed: string): string {
  return latinDigits(typed.normalize('NFKC')).replace(/[\s-]/g, '').toUpperCase()
}
