// Reads when the doors open: a time (“17:30”, “5:30 PM”, “17h30”), or how long before the start (“45 min”).
import { localFromInstant } from '#shared/domain/time.ts'
import { latinDigits } from '#shared/domain/typed-digits.ts'
import { limits } from '#shared/protocol/limits.ts'

const minutesOfDay = 24 * 60
/** Words before a time, which make a bare hour a time. */
const before =
  /^(?:(?:doors?|einlass|الأبواب|الابواب|تفتح|opens?|open|at|from|um|ab|kl\.?|klockan|saat|saet|om|vanaf|från|à|dès|a las?|desde|الساعة|ساعة|من|عند|سەعات|کاتژمێر|demjimêr)[\s:]+)+/u
const afternoon =
  /\s*(?:p\s?\.?\s?m\b\.?|م|مساء|عصرا|ظهرا|بعد الظهر|ös|öğleden sonra|akşam|abends|nachmittags|du soir|de l['’]après-midi|de la (?:tarde|noche)|ئێوارە|پاشنیوەڕۆ|êvarî|['’]?s (?:avonds|middags))$/u
const morning =
  /\s*(?:a\s?\.?\s?m\b\.?|ص|صباحا|öö|sabah|morgens|vormittags|du matin|de la mañana|بەیانی|sibê|['’]?s (?:morgens|ochtends))$/u
const clockWord = /\s*(?:uhr|uur|klo|hrs)\.?$/u
const hourWord =
  '(?:h|hr|hrs|hours?|std|stunden?|saat|saet|timmar?|timme|uur|uren|heures?|horas?|ساعة|ساعات|ساعه|ساعتين|سەعات)\\.?'
const minuteWord =
  "(?:m|min|mins|minutes?|minuten?|minuter|minuto?s?|dk|dakika|deqe|xulek|د|دقيقة|دقائق|دقيقه|خولەک|['’′])\\.?"
const earlier =
  /\s*(?:before|earlier|vorher|davor|vor beginn|avant|antes|innan|ervoor|önce|قبل|قبلها|قبل البدء|قبل البداية|berî|پێش)$/u
const and = '(?:und|and|et|y|och|en|ve|û|و)?'

const time = /^(\d{1,2})\s?[:.]\s?(\d{2})(?:[:.]\d{2})?$/
const hoursOnly = /^\d{1,2}$/
const withH = /^(\d{1,2})\s?h\s?(\d{2})?$/
const timeWithH = /^(\d{1,2})[:.](\d{2})\s?h\.?$/
const date = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))[\st,]+(.+)$/
const hoursLong = new RegExp(`^(\\d{1,3})(?:[.,](\\d{1,2}))?\\s*${hourWord}$`, 'u')
const minutesLong = new RegExp(`^(\\d{1,4})\\s*(?:${minuteWord})?$`, 'u')
const bothLong = new RegExp(`^(\\d{1,2})\\s*${hourWord}\\s*${and}\\s*(\\d{1,2})\\s*${minuteWord}$`, 'u')

/** The date that spreadsheets put before a time without a date: their day zero. */
const noDate =
  /^(?:1899-12-3[01]|(?:30|31)[./]12[./]1899|12\/3[01]\/1899|1900-01-0[01]|0?1\/0?[01]\/1900|0[01]\.01\.1900)[\st,]+/

/**
 * Minutes before the start, without checking the limit. Null if the cell is not understood as a whole or is ambiguous, or if it gives a
 * time and no date is set yet. A number within other text counts for nothing.
 */
export function readDoors(cell: string, startsAt: number | null, timeZone: string): number | null {
  const text = plain(cell).replace(noDate, '')
  const start = startsAt === null ? null : localFromInstant(startsAt, timeZone)
  const [, year, month, day, dayFirst, monthSecond, yearLast, rest] = date.exec(text) ?? []
  if (rest !== undefined) {
    const minutes = clockOf(rest)
    if (minutes === null || start === null) return null
    const midnight = Date.UTC(
      Number(year ?? yearLast),
      Number(month ?? monthSecond) - 1,
      Number(day ?? dayFirst),
    )
    const ahead = (Date.parse(`${start}Z`) - midnight) / 60_000 - minutes
    // A date other than the gathering's is ignored.
    return ahead >= 0 && ahead <= minutesOfDay ? ahead : null
  }
  const clock = clockOf(text)
  const byClock = clock === null || start === null ? null : minutesBefore(clock, start)
  const long = lengthOf(text)
  if (clock === null || long === null) return clock === null ? long : byClock
  // “1h30” or “17h30”: a duration or a time, whichever is within the limit.
  const fitting = [byClock, long].filter((minutes) => minutes !== null && minutes <= limits.doorsMinutes)
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** If the start is after midnight, doors in the evening are on the day before. */
function minutesBefore(clock: number, start: string): number {
  const [hours = 0, minutes = 0] = start.slice(11, 16).split(':').map(Number)
  const ahead = hours * 60 + minutes - clock
  return ahead < 0 ? ahead + minutesOfDay : ahead
}

function plain(cell: string): string {
  return latinDigits(cell.slice(0, 100).normalize('NFKC'))
    .replace(/[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]/g, '')
    .replace(/٫/g, '.')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** Minutes since midnight; null if it is not a time. */
function clockOf(text: string): number | null {
  const bare = text.replace(before, '')
  const isNamed = bare !== text || clockWord.test(bare)
  const isAfternoon = afternoon.test(bare)
  const isMorning = morning.test(bare)
  const rest = bare.replace(isAfternoon ? afternoon : isMorning ? morning : clockWord, '').trim()
  const [hours, minutes = '0'] =
    time.exec(rest)?.slice(1) ??
    timeWithH.exec(rest)?.slice(1) ??
    withH.exec(rest)?.slice(1) ??
    /^(\d{1,2}) (?:uhr|uur) (\d{2})$/.exec(bare)?.slice(1) ??
    /^(?=0|1|2)(\d{2})(\d{2})$/.exec(rest)?.slice(1) ??
    (hoursOnly.test(rest) && (isNamed || isAfternoon || isMorning) ? [rest] : [])
  if (hours === undefined || Number(minutes) > 59) return null
  const hour = Number(hours)
  if (isMorning) return hour > 12 || hour === 0 ? null : (hour % 12) * 60 + Number(minutes)
  if (isAfternoon && hour < 13) return hour === 0 ? null : ((hour % 12) + 12) * 60 + Number(minutes)
  return hour > 23 ? null : hour * 60 + Number(minutes)
}

/** Minutes; null if it is not a duration. */
function lengthOf(text: string): number | null {
  const bare = text.replace(earlier, '')
  const both = bothLong.exec(bare) ?? timeWithH.exec(bare) ?? /^(\d{1,2})h(\d{2})$/.exec(bare)
  if (both !== null) return Number(both[2]) > 59 ? null : Number(both[1]) * 60 + Number(both[2])
  const hours = hoursLong.exec(bare)
  if (hours !== null) {
    const minutes = Number(`${hours[1]}.${hours[2] ?? 0}`) * 60
    return Number.isInteger(minutes) ? minutes : null
  }
  const minutes = minutesLong.exec(bare)
  // “1730” and “0900” are times.
  if (minutes === null || /^0\d{3}$/.test(bare)) return null
  return Number(minutes[1])
}
