// A whole number as people type it, in European, Arabic or Persian digits.

/** Null for anything that is not just digits (and group marks). */
export function readNumber(text: string): number | null {
  const digits = text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\s,٬'’]/g, '')
  return /^[0-9]{1,9}$/.test(digits) ? Number(digits) : null
}
