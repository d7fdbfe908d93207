// Parses a pasted agenda line whose length follows the title: “Opening (15 min)”, «كلمة الافتتاح (١٥ دقيقة)».
import type { AgendaItem } from './gathering.ts'
import { latinDigits } from './typed-digits.ts'

const minute = '(?:min(?:ute)?s?\\.?|دقائق|دقيقة|د\\.?)'
const digits = '([0-9٠-٩۰-۹]{1,3})'
/** The length must be in brackets or follow a dash. Otherwise it may be part of the title: “A minute of silence”. */
const behind = new RegExp(
  `^(.*\\S)\\s*(?:[([]\\s*${digits}\\s*${minute}\\s*[)\\]]|[-–—]\\s*${digits}\\s*${minute})$`,
  'iu',
)
/** The pattern is not tried on longer lines: it searches for the end of the line from every position. */
const longest = 400

/** The agenda item in a line. Removes the minutes from the title; `minutes` is null if the line has none, or 0. */
export function agendaItemOf(line: string): AgendaItem {
  const text = line.trim()
  const found = text.length > longest ? null : behind.exec(text)
  const minutes = found === null ? 0 : Number(latinDigits(found[2] ?? found[3] ?? ''))
  if (found === null || minutes === 0) return { title: line, minutes: null }
  return { title: found[1] ?? '', minutes }
}
