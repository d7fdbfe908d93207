// Escapes text for XML 1.0: five characters are escaped, and characters that XML does not allow are removed (§2.2).
import { escapeHtml } from '../http/escape.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no way to write
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export function escapeXml(text: string): string {
  return escapeHtml(text.toWellFormed().replace(unwritable, ''))
}
