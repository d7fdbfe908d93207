// Makes and hashes secrets: at least 128 random bits each, stored only as hashes.
import { hash, randomBytes, randomInt } from 'node:crypto'
import { latinDigits } from '#shared/domain/typed-digits.ts'

/** SHA-256 in base64url. No salt or key stretching is needed, because the input is random and long. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** The actor's key in the log: hashed again, so that the log does not contain the hash by which rows are found. */
export function actorKeyOf(secretHash: string): string {
  return hashSecret(`actor:${secretHash}`).slice(0, 22)
}

export function makeSecret(): string {
  return randomBytes(24).toString('base64url')
}

/**
 * Prefix of door-code keys whose codes are made by a keyed hash. Codes of older keys are still made the old way, so that new codes never
 * equal codes already given out.
 */
export const hashedDoorKey = 'k2.'

export function makeDoorKey(): string {
  return hashedDoorKey + makeSecret()
}

/** Letters and digits that are not confused with one another when read aloud or written by hand. */
export const speakable = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export function makeCode(length: number): string {
  return Array.from({ length }, () => speakable[randomInt(speakable.length)]).join('')
}

/** Normalizes a typed code: any keyboard's digits, spaces removed, upper case. */
export function readCode(typed: string): string {
  return latinDigits(typed.normalize('NFKC')).replace(/[\s-]/g, '').toUpperCase()
}
