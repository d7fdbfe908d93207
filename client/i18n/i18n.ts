// Words, numbers and direction of one language: ICU messages, compiled when the client is built.
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { type Direction, directionOf, isolate } from './direction.ts'
import { formatMessage } from './format-message.ts'
import type english from './messages/en.json'

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

/** Levantine month names for Arabic, day before month for English; other languages as they are. */
export function formatLocaleOf(language: string, digits: Digits): string {
  if (language === 'ar') return `ar-SY-u-nu-${digits}`
  return language === 'en' ? 'en-GB' : language
}

export function createI18n(
  language: string,
  messages: Messages,
  { digits = language === 'ar' ? 'arab' : 'latn' }: { readonly digits?: Digits | undefined } = {},
): I18n {
  const direction = directionOf(language)
  const formatLocale = formatLocaleOf(language, digits)
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
    t: (key, values = {}) => pieces(key, values, written).join(''),
    pieces,
    number,
    percent: (value) => percents.format(value),
  }
}
