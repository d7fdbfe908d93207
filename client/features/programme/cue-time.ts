// The time at which a segment starts, with seconds if it does not start on a whole minute.
import { clock } from '#shared/domain/time.ts'
import { timeText } from '../../i18n/clock-text.ts'
import type { I18n } from '../../i18n/i18n.ts'

type Words = Pick<I18n, 't' | 'number' | 'formatLocale'>

/** `instant` is epoch ms. */
export function cueTime(words: Words, instant: number, timeZone: string): string {
  const seconds = Math.floor(instant / 1000) % 60
  if (seconds === 0) return timeText(words, instant, timeZone)
  const time = clock(instant, timeZone, words.formatLocale, 'bare-time')
  return `${time}:${seconds < 10 ? words.number(0) : ''}${words.number(seconds)}`
}

/** For a gathering without a date: the time since its start, `0:05`. */
export function offsetText({ number }: Pick<I18n, 'number'>, ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const two = (value: number) => `${value < 10 ? number(0) : ''}${number(value)}`
  return `${number(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
