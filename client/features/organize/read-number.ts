// A whole number as people type it, in European, Arabic or Persian digits.

/** Null for anything that is not just digits, group marks where groups are (“1,200”, “1.200”), and nothing behind the point (“50.0”). */
export function readNumber(text: string): number | null {
  const digits = text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
    .replace(/[.,]0{1,2}$/, '')
  const whole = /^\d{1,3}(?:([\s,.٬'’])\d{3})(?:\1\d{3})*$/.test(digits) ? digits.replace(/\D/g, '') : digits
  return /^[0-9]{1,9}$/.test(whole) ? Number(whole) : null
}
