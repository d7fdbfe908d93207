// Normalizes codes typed at the door, on any keyboard and in any digits.
import { latinDigits } from '#shared/domain/typed-digits.ts'

/** Keeps only the letters and digits that a code can be searched by. */
export function readCodeTyped(text: string): string {
  return latinDigits(text.normalize('NFKC'))
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
}
