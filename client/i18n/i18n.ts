// Words, numbers and direction of one language: ICU messages by Lingui's small core, compiled when the client is built.
import { type Messages, setupI18n } from '@lingui/core'
import type english from './messages/en.json'

/** Every key of the English file; a wrong key is a type error. */
export type MessageKey = Exclude<keyof typeof english, symbol | number>

/** Which digits numbers and clocks are written in: the reader's choice. */
export type Digits = 'arab' | 'latn'

export type I18n = {
  readonly language: string
  readonly direction: 'rtl' | 'ltr'
  /** For `Intl` and for `shared/domain/time.ts`: language, region of the month names, digits. */
  readonly formatLocale: string
  readonly digits: Digits
  /** Text values that run the other way are isolated (UAX #9 §2.4), so that a name cannot turn a sentence round. */
  readonly t: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  readonly number: (value: number) => string
  readonly percent: (value: number) => string
}

const rightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ku-arab', 'ps', 'sd', 'ug', 'ur', 'yi'])

export function directionOf(language: string): 'rtl' | 'ltr' {
  const tag = language.toLowerCase()
  return rightToLeft.has(tag) || rightToLeft.has(tag.split('-')[0] ?? tag) ? 'rtl' : 'ltr'
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
  const core = setupI18n({ locale: language, locales: [formatLocale], messages: { [language]: messages } })
  const numbers = new Intl.NumberFormat(formatLocale)
  const percents = new Intl.NumberFormat(formatLocale, { style: 'percent' })
  return {
    language,
    direction,
    formatLocale,
    digits,
    t: (key, values) => core._(key, values && isolated(values, direction)),
    number: (value) => numbers.format(value),
    percent: (value) => percents.format(value),
  }
}

const otherWay = {
  rtl: /[A-Za-z\u00c0-\u024f\u0370-\u058f]/,
  ltr: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/,
}

function isolated(
  values: Readonly<Record<string, string | number>>,
  direction: 'rtl' | 'ltr',
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && otherWay[direction].test(value) ? `\u2068${value}\u2069` : value,
    ]),
  )
}
