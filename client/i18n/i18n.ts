// The texts, number formats and direction of one language; ICU messages, compiled at build time.
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { withHijri } from '#shared/domain/time.ts'
import { type Direction, directionOf, isolate } from './direction.ts'
import { formatMessage } from './format-message.ts'
import type english from './messages/en.json'
import { digitsOfRegion, monthRegionOf, type Week, weekOfRegion } from './region.ts'

/** All keys of the English file; an unknown key is a type error. */
export type MessageKey = Exclude<keyof typeof english, symbol | number>

/** A language file after `compileMessages`. */
export type Messages = Readonly<Record<string, CompiledMessage>>

/** The digits of numbers and clocks, chosen by the reader. */
export type Digits = 'arab' | 'latn'

export type I18n = {
  readonly language: string
  readonly direction: Direction
  /** For `Intl` and for `shared/domain/time.ts`: language, region of the month names, digits. */
  readonly formatLocale: string
  readonly digits: Digits
  /** ISO 3166-1 alpha-2: decides month names and the week. */
  readonly region: string
  readonly week: Week
  /** Show the Umm al-Qura date beside the Gregorian one. */
  readonly hijri: boolean
  /** Formats a message: numbers in the reader's digits, text values of the other direction isolated. */
  readonly t: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  /** The same as a list of pieces, for values that are not text: each placeholder is replaced by what `show` returns for its value. */
  readonly pieces: <Value>(
    key: MessageKey,
    values: Readonly<Record<string, Value>>,
    show: (value: Value) => Value,
  ) => readonly (Value | string)[]
  readonly number: (value: number) => string
  readonly percent: (value: number) => string
}

/** Preferences besides the language; those not chosen are guessed or take the default. */
export type Habits = {
  readonly digits?: Digits | undefined
  readonly region?: string | undefined
  readonly hijri?: boolean | undefined
}

/** Arabic: the region's month names. English: day before month. Other languages: unchanged. */
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
