// Digits from any keyboard, and the whole numbers that people type with them.

/** Converts Arabic and Persian digits to European ones; keeps the rest of the text. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** Parses a whole number with optional group separators (“1,200”, “1.200”) and zero decimals (“50.0”). Null for anything else. */
export function readWhole(text: string): number | null {
  const digits = latinDigits(text.normalize('NFKC'))
    .trim()
    .replace(/٫/g, '.')
    .replace(/[.,]0{1,2}$/, '')
  const whole = /^\d{1,3}(?:([\s,.٬'’])\d{3})(?:\1\d{3})*$/.test(digits) ? digits.replace(/\D/g, '') : digits
  return /^[0-9]{1,9}$/.test(whole) ? Number(whole) : null
}
