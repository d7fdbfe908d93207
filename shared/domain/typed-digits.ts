// Digits as people type them, on any keyboard, and the whole numbers that they write with them.

/** Arabic and Persian digits as European ones; the rest of the text stays. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** Null for anything that is not just digits, group marks where groups are (“1,200”, “1.200”), and nothing behind the point (“50.0”). */
export function readWhole(text: string): number | null {
  const digits = latinDigits(text.normalize('NFKC'))
    .trim()
    .replace(/٫/g, '.')
    .replace(/[.,]0{1,2}$/, '')
  const whole = /^\d{1,3}(?:([\s,.٬'’])\d{3})(?:\1\d{3})*$/.test(digits) ? digits.replace(/\D/g, '') : digits
  return /^[0-9]{1,9}$/.test(whole) ? Number(whole) : null
}
