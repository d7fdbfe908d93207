// When the doors open, as people write it in a cell: minutes before the beginning (“45 min”), hours (“1 h”), or the city's own clock (“17:30”).
import { localFromInstant } from '#shared/domain/time.ts'
import { readNumber } from './read-number.ts'

const minutesOfDay = 24 * 60
const hourWords = /^(h|hr|hrs|hour|hours|std|stunden?|saat|ساعة|ساعات|ساعه)$/i
const minuteWords = /^(m|min|mins|minutes?|minuten|dk|dakika|د|دقيقة|دقائق|دقيقه)$/i

/**
 * Minutes before the beginning, whatever they come to; null where the cell says nothing of the kind, or a clock and the date is not
 * chosen yet.
 */
export function readDoors(cell: string, startsAt: number | null, timeZone: string): number | null {
  const clock = /^([\d٠-٩۰-۹]{1,2})[:.]([\d٠-٩۰-۹]{2})$/.exec(cell.trim())
  if (clock !== null) {
    const hours = readNumber(clock[1] ?? '')
    const minutes = readNumber(clock[2] ?? '')
    if (hours === null || minutes === null || hours > 23 || minutes > 59 || startsAt === null) return null
    const [startHours = 0, startMinutes = 0] = localFromInstant(startsAt, timeZone)
      .slice(11, 16)
      .split(':')
      .map(Number)
    const before = startHours * 60 + startMinutes - (hours * 60 + minutes)
    // Doors of the evening before a beginning after midnight.
    return before < 0 ? before + minutesOfDay : before
  }
  const [, number = '', word = ''] = /^([\d٠-٩۰-۹]+)\s*(\p{L}*)/u.exec(cell.trim()) ?? []
  const count = readNumber(number)
  if (count === null) return null
  if (hourWords.test(word)) return count * 60
  return word === '' || minuteWords.test(word) ? count : null
}
