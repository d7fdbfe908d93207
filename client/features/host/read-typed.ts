// What people type at a door or in a form, from any keyboard: numbers and codes in any digits.

function latinDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** A whole number, group marks allowed; null for anything else. */
export function readWhole(text: string): number | null {
  const digits = latinDigits(text).replace(/[\s,.٬'’]/g, '')
  return /^[0-9]{1,9}$/.test(digits) ? Number(digits) : null
}

/** The letters and digits that a code could be searched by. */
export function readCodeTyped(text: string): string {
  return latinDigits(text)
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
}
