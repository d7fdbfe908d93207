// Messages as a reader sees them: plurals, digits, direction, and values that must not reorder or break a sentence.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { assertComplete, compileCatalog } from '#client/i18n/compile-messages.ts'
import { directionOf, isolate } from '#client/i18n/direction.ts'
import { createI18n, type Digits, type I18n, type MessageKey } from '#client/i18n/i18n.ts'
import { languages, loadMessages, pickLanguage } from '#client/i18n/languages.ts'
import english from '#client/i18n/messages/en.json'
import { I18nProvider, T } from '#client/i18n/use-i18n.tsx'

const key = 'test' as MessageKey

function speak(language: string, text: string, digits?: Digits): I18n {
  return createI18n(language, compileCatalog({ [key]: text }), { digits })
}

const cities =
  '{n, plural, zero {لا مدن} one {مدينة واحدة} two {مدينتان} few {# مدن} many {# مدينة} other {# مدينة أو نحوها}}'

describe('plurals', () => {
  test.each([
    [0, 'لا مدن'],
    [1, 'مدينة واحدة'],
    [2, 'مدينتان'],
    [3, '٣ مدن'],
    [11, '١١ مدينة'],
    [99, '٩٩ مدينة'],
    [100, '١٠٠ مدينة أو نحوها'],
    [103, '١٠٣ مدن'],
    [1011, '١٬٠١١ مدينة'],
  ])('Arabic counts %i in its own form', (n, sentence) => {
    expect(speak('ar', cities).t(key, { n })).toBe(sentence)
  })

  test('English has two, an exact count comes first, and an offset is taken off', () => {
    const guests = '{n, plural, offset:1 =0 {nobody} =1 {you} one {you and # guest} other {you and # guests}}'
    const english = speak('en', guests)
    expect([0, 1, 2, 5].map((n) => english.t(key, { n }))).toEqual([
      'nobody',
      'you',
      'you and 1 guest',
      'you and 4 guests',
    ])
  })

  test('ordinals follow the language', () => {
    const place = speak('en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}')
    expect([1, 2, 3, 4, 21].map((n) => place.t(key, { n }))).toEqual(['1st', '2nd', '3rd', '4th', '21st'])
  })
})

describe('values', () => {
  test('a number is written in the digits the reader chose', () => {
    expect(speak('ar', 'عدد {n}').t(key, { n: 1234 })).toBe('عدد ١٬٢٣٤')
    expect(speak('ar', 'عدد {n}', 'latn').t(key, { n: 1234 })).toBe('عدد 1,234')
    expect(speak('en', '{n} in all').t(key, { n: 1234 })).toBe('1,234 in all')
  })

  test('a choice is made by the value as it is, also where the value would be isolated', () => {
    const role = '{role, select, host {مضيف {city}} other {زائر}}'
    expect(speak('ar', role).t(key, { role: 'host', city: 'Malmö' })).toBe('مضيف \u2068Malmö\u2069')
    expect(speak('ar', role).t(key, { role: 'guest' })).toBe('زائر')
  })

  test.each(['x\\u202eevil\\x41', '{n}', '#', '<0>b</0>', '\ue0000\ue001', '$& $1'])(
    '%j stands in the sentence as it was written',
    (name) => {
      expect(speak('en', 'By {name}, {n, plural, other {# of {name}}}').t(key, { name, n: 2 })).toBe(
        `By ${name}, 2 of ${name}`,
      )
    },
  )
})

describe('direction', () => {
  test.each([
    ['ar', 'rtl'],
    ['fa', 'rtl'],
    ['ckb', 'rtl'],
    ['ku-Arab', 'rtl'],
    ['ur', 'rtl'],
    ['he', 'rtl'],
    ['ku', 'ltr'],
    ['tr', 'ltr'],
    ['en', 'ltr'],
  ])('%s runs %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction)
  })

  test.each([
    ['rtl', 'Malmö', true],
    ['rtl', 'काठमाडौं', true],
    ['rtl', 'Париж', true],
    ['rtl', 'مقهى Café', true],
    ['rtl', '+49 30 1234', true],
    ['rtl', 'غازي عنتاب', false],
    ['rtl', '١٥:٠٠', false],
    ['rtl', '20', false],
    ['ltr', 'حلب', true],
    ['ltr', 'Café مقهى', true],
    ['ltr', 'Malmö', false],
    ['ltr', 'काठमाडौं', false],
  ] as const)('in %s text, "%s" is isolated: %s', (direction, text, isIsolated) => {
    expect(isolate(text, direction)).toBe(isIsolated ? `\u2068${text}\u2069` : text)
  })
})

test('an element stands where the language puts its placeholder, also inside a plural', () => {
  const arabic = speak('ar', '{n, plural, zero {لا أحد في {city}} other {{n} في {city}، {name}}}')
  const draw = (n: number) =>
    renderToStaticMarkup(
      <I18nProvider value={arabic}>
        <T k={key} values={{ n, name: 'Ada', city: <bdi>Malmö</bdi> }} />
      </I18nProvider>,
    )
  expect(draw(0)).toBe('لا أحد في <bdi>Malmö</bdi>')
  expect(draw(12)).toBe('١٢ في <bdi>Malmö</bdi>، \u2068Ada\u2069')
})

describe('languages', () => {
  test('every file is one, Arabic first, and each loads', async () => {
    expect(languages[0]).toBe('ar')
    expect(languages).toContain('en')
    for (const language of languages) {
      const { t } = createI18n(language, await loadMessages(language))
      expect(t('app.name')).not.toBe('app.name')
    }
  })

  test.each([
    ['en', ['ar'], 'en'],
    [null, ['sv-SE', 'en-GB', 'ar'], 'en'],
    [null, ['pt-BR'], 'pt'],
    [null, ['ku-arab-IQ'], 'ku-Arab'],
    ['xx', ['de'], 'ar'],
    [null, [], 'ar'],
  ])('chosen %j, asked %j: %s', (chosen, asked, language) => {
    expect(pickLanguage(chosen, asked, ['ar', 'en', 'ku-Arab', 'pt'])).toBe(language)
  })
})

test('text that is no ICU message is refused with its key', () => {
  expect(() => compileCatalog({ 'a.b': '{n, plural, other {}' })).toThrow('a.b is no ICU message')
})

test('a language that lacks a message, or has it empty, is not built', () => {
  const whole = Object.fromEntries(Object.keys(english).map((key) => [key, 'x']))
  expect(() => assertComplete('xx', whole)).not.toThrow()
  expect(() => assertComplete('xx', { ...whole, 'reply.open': ' ' })).toThrow('xx lacks reply.open')
})
