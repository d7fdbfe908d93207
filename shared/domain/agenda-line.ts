// An agenda's item as people paste it, with its length behind it: “Opening (15 min)”, «كلمة الافتتاح (١٥ دقيقة)».
import type { AgendaItem } from './gathering.ts'
import { latinDigits } from './typed-digits.ts'

const minute = '(?:min(?:ute)?s?\\.?|دقائق|دقيقة|د\\.?)'
const digits = '([0-9٠-٩۰-۹]{1,3})'
/** In brackets, or behind a dash. Without either it may be part of the title: “A minute of silence”. */
const behind = new RegExp(
  `^(.*\\S)\\s*(?:[([]\\s*${digits}\\s*${minute}\\s*[)\\]]|[-–—]\\s*${digits}\\s*${minute})$`,
  'iu',
)
/** No pattern is tried on more: it looks for the end of the line from each place in it. */
const longest = 400

/** The item that a line says. Its minutes leave the title; null where it says none, or 0. */
export function agendaItemOf(line: string): AgendaItem {
  const text = line.trim()
  const found = text.length > longest ? null : behind.exec(text)
  const minutes = found === null ? 0 : Number(latinDigits(found[2] ?? found[3] ?? ''))
  if (found === null || minutes === 0) return { title: line, minutes: null }
  return { title: found[1] ?? '', minutes }
}
