// Codes as people type them at a door, on any keyboard, in any digits.
import { latinDigits } from '#shared/domain/typed-digits.ts'

/** The letters and digits that a code could be searched by. */
export function readCodeTyped(text: string): string {
  return latinDigits(text.normalize('NFKC'))
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
}
