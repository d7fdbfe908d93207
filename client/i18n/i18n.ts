// Words, numbers and direction of one language: ICU messages, compiled when the client is built.
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { withHijri } from '#shared/domain/time.ts'
import { type Direction, directionOf, isolate } from './direction.ts'
import { formatMessage } from './format-message.ts'
import type english from './messages/en.json'
import { digitsOfRegion, monthRegionOf, type Week, weekOfRegion } from './region.ts'

/** Every key of the English file; a wrong key is a type error. */
export type MessageKey = Exclude<keyof typeof english, symbol | number>

/** A language file after `compileMessages`. */
export type Messages = Readonly<Record<string, CompiledMessage>>

/** Which digits numbers and clocks are written in: the reader's choice. */
export type Digits = 'arab' | 'latn'

export type I18n = {
  readonly language: string
  readonly direction: Direction
  /** For `Intl` and for `shared/domain/time.ts`: language, region of the month names, digits. */
  readonly formatLocale: string
  readonly digits: Digits
  /** ISO 3166-1 alpha-2: whose names of months and whose week. */
  readonly region: string
  readonly week: Week
  /** The Umm al-Qura date stands beside the Gregorian one. */
  readonly hijri: boolean
  /** Numbers are written in the reader's digits; text values that run the other way are isolated. */
  readonly t: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  /** The same, in pieces, for values that are no text: what stands in a placeholder is what `show` makes of its value. */
  readonly pieces: <Value>(
    key: MessageKey,
    values: Readonly<Record<string, Value>>,
    show: (value: Value) => Value,
  ) => readonly (Value | string)[]
  readonly number: (value: number) => string
  readonly percent: (value: number) => string
}

/** What a reader may choose beside the language; what they did not is guessed or usual. */
export type Habits = {
  readonly digits?: Digits | undefined
  readonly region?: string | undefined
  readonly hijri?: boolean | undefined
}

/** The region's month names for Arabic, day before month for English; other languages as they are. */
export function formatLocaleOf(language: string, digits: Digits, region: string, hijri: boolean): string {
  const english = language === 'en' ? 'en-GB' : language
  const locale = language === 'ar' ? `ar-${monthRegionOf(region)}-u-nu-${digits}` : english
  return hijri ? withHijri(locale) : locale
}

export function createI18n(
  language: string,
  messages: Messages,
  { region = language === 'ar' ? 'SY' : 'GB', hijri = false, ...chosen }: Habits = {},
): I18n {
  const digits = chosen.digits ?? digitsOfRegion(language, region)
  const direction = directionOf(language)
  const formatLocale = formatLocaleOf(language, digits, region, hijri)
  const numbers = new Intl.NumberFormat(formatLocale)
  const percents = new Intl.NumberFormat(formatLocale, { style: 'percent' })
  const number = (value: number) => numbers.format(value)
  const counting = {
    plurals: new Intl.PluralRules(language),
    ordinals: new Intl.PluralRules(language, { type: 'ordinal' }),
    number,
  }
  const pieces: I18n['pieces'] = (key, values, show) =>
    formatMessage(messages[key] ?? [key], values, counting, show)
  const written = (value: string | number) =>
    typeof value === 'number' ? number(value) : isolate(value, direction)
  return {
    language,
    direction,
    formatLocale,
    digits,
    region,
    week: weekOfRegion(region),
    hijri,
    t: (key, values = {}) => pieces(key, values, written).join(''),
    pieces,
    number,
    percent: (value) => percents.format(value),
  }
}
