// Tests check-messages: it finds each planted mistake, and nothing in a correct component.
import { describe, expect, test } from 'vitest'
import { compareCatalogs, findDoubled, findUnused } from './check-messages.ts'
import { findHardCoded, findWrongValues } from './component-words.ts'
import { findEnglish, findReordered } from './foreign-words.ts'

describe('languages beside English', () => {
  const english = { 'a.b': 'Hello {name}', 'a.n': '{n, plural, one {# city} other {# cities}}' }
  const arabic = {
    'a.b': 'أهلا {name}',
    'a.n':
      '{n, plural, zero {لا مدن} one {مدينة} two {مدينتان} few {# مدن} many {# مدينة} other {# مدينة ونحوها}}',
  }
  const problems = (ar: Record<string, string>) =>
    compareCatalogs({ en: english, ar }).map(({ file, key, problem }) => `${file} ${key} ${problem}`)

  test('the same keys, placeholders and all plural forms: nothing to say', () => {
    expect(problems(arabic)).toEqual([])
  })

  test.each<[string, Record<string, string>, string]>([
    ['a missing key', { 'a.n': arabic['a.n'] }, 'ar.json a.b is missing'],
    ['a key of its own', { ...arabic, 'a.c': 'زائد' }, 'ar.json a.c is not in English'],
    ['no words', { ...arabic, 'a.b': ' {name} '.replace('{name}', '') }, 'ar.json a.b is empty'],
    ['a lost value', { ...arabic, 'a.b': 'أهلا' }, 'ar.json a.b lacks {name}'],
    [
      'a value of its own',
      { ...arabic, 'a.b': '{name} {city}' },
      'ar.json a.b knows {city}, English does not',
    ],
    [
      'a plural form left out',
      { ...arabic, 'a.n': arabic['a.n'].replace('two {مدينتان} ', '') },
      'ar.json a.n lacks the plural form "two"',
    ],
    ['broken ICU', { ...arabic, 'a.b': 'أهلا {name' }, 'ar.json a.b is no ICU message'],
    ['a date made by the message', { ...arabic, 'a.b': '{name, date}' }, 'ar.json a.b formats {name} itself'],
    ['English left in it', { ...arabic, 'a.b': 'أهلا dear {name}' }, 'ar.json a.b has English words: dear'],
  ])('%s', (_, catalog, problem) => {
    expect(problems(catalog).some((line) => line.startsWith(problem))).toBe(true)
  })

  const choosing = (ar: string) =>
    compareCatalogs({
      en: {
        'a.s': '{least, select, yes {At least } other {}}{n}',
        'a.t': '{part, select, dawn {x} other {y}}',
      },
      ar: { 'a.s': ar, 'a.t': '{part, select, dawn {أ} other {ب}}' },
    }).map(({ problem }) => problem)

  test('a choice has the cases that English has for its value', () => {
    expect(choosing('{n}{least, select, yes { على الأقل} other {}}')).toEqual([])
    expect(choosing('{n}{least, select, other {}}')).toEqual(['lacks the case "yes" of {least}'])
    expect(choosing('{n}{least, select, yse {على الأقل} yes {} other {}}')).toEqual([
      'chooses "yse" by {least}, which no value is',
    ])
  })

  test.each([
    ['ar', 'الصقوا ملف (.ics) هنا', ['.ics']],
    ['ar', 'الرقم +49 30 123456,,789#', ['+49 30 123456,,789#']],
    ['ar', 'الأمر --link', ['--link']],
    ['ar', 'الصقوا ملف (\u200e.ics\u200e) هنا', []],
    ['ar', 'الأمر multaqa panic --link.', []],
    ['ar', '{date}، {time} برخصة CC BY 4.0', []],
    ['en', 'Paste a file (.ics) here: +49 30 123456', []],
  ])('in %s what a right-to-left sentence would reorder is found: %s', (language, text, parts) => {
    expect(findReordered(language, text)).toEqual(parts)
  })

  test.each([
    ['ar', 'أضيفوا a stream', 'Add a stream', 'stream'],
    ['ar', '{n, plural, one {# city} other {مدن}}', '', 'city'],
    ['ar', 'بصيغة CSV من YouTube', '', null],
    ['de', 'Add a stream', 'Add a stream', 'Add stream'],
    ['de', 'Stream hinzufügen', 'Add a stream', null],
    ['de', '{city}: {time}', '{city}: {time}', null],
  ])('in %s English that was left is found: %s', (language, text, english, words) => {
    expect(findEnglish(language, text, english)).toBe(words)
  })

  test('one text under two keys is found, and a family that is put together at run time is not', () => {
    const catalogs = {
      en: { 'a.b': 'Close', 'a.c': 'Close', 'a.d': 'Near', 'a.e': 'Near', 'refusal.x': 'Close' },
      ar: { 'a.b': 'إغلاق', 'a.c': 'إغلاق', 'a.d': 'قريب', 'a.e': 'قريبة', 'refusal.x': 'إغلاق' },
    }
    expect(findDoubled(catalogs).map(({ key, problem }) => `${key} ${problem}`)).toEqual([
      'a.c says the same as a.b in every language: use one key',
    ])
  })

  test('a key that no source has is unused, one of a family is not', () => {
    const catalog = { 'a.b': 'x', 'a.c': 'x', 'refusal.full': 'x' }
    expect(findUnused(catalog, ["t('a.b')"]).map(({ key }) => key)).toEqual(['a.c'])
  })
})

describe('words in components', () => {
  test.each([
    ['<p>Hello</p>', 'Hello'],
    ['<p>مرحبا (بكم)</p>', 'مرحبا (بكم)'],
    ['<p>Hello {name}</p>', 'Hello'],
    ['<p>Hello <b>{name}</b></p>', 'Hello'],
    ['<>{isOpen ? "yes" : t("a.b")}</>', 'yes'],
    ['<p>{isOpen && `$' + '{n} km`}</p>', 'km'],
    ['<p>{name ?? ("nobody" as string)}</p>', 'nobody'],
    ['<button aria-label="Close" />', 'Close'],
    ['<Field label={isNew ? "New" : t("a.b")} />', 'New'],
    ['<img alt={"The " + name} src="a.png" />', 'The'],
  ])('%s', (component, word) => {
    expect(findHardCoded('a.tsx', `const X = () => ${component}`).map(({ key }) => key)).toEqual([
      `“${word}”`,
    ])
  })

  test.each([
    '<p className="lead" dir="auto" data-x="Hello">{t("a.b")} · {number(3)}</p>',
    '<p>{/* Hello */}{name} {state === "open" ? t("a.b") : null} 100 % &nbsp;</p>',
    '<T k="a.b" values={{ name: "Ada" }} />',
    '<input type="text" aria-label={t("a.b")} aria-describedby="hint" />',
  ])('%s has none', (component) => {
    expect(findHardCoded('a.tsx', `const X = () => ${component} // Hello`)).toEqual([])
  })
})

describe('values of messages', () => {
  const taken = new Map([
    ['a.b', new Set(['name'])],
    ['a.plain', new Set<string>()],
  ])
  const problems = (source: string) =>
    findWrongValues('a.tsx', source, taken).map(({ key, problem }) => `${key} ${problem}`)

  test.each([
    ["t('a.b')", 'a.b is said without {name}'],
    ["i18n.t('a.b', {})", 'a.b is said without {name}'],
    ["t(isOpen ? 'a.plain' : 'a.b')", 'a.b is said without {name}'],
    ["t('a.plain', { name })", 'a.plain has no place for {name}'],
    ['const x = <T k="a.b" />', 'a.b is said without {name}'],
    ['const x = <T k="a.plain" values={{ name: <b /> }} />', 'a.plain has no place for {name}'],
  ])('%s', (source, problem) => {
    expect(problems(source)).toEqual([problem])
  })

  test.each([
    "t('a.b', { name })",
    "t('a.b', { 'name': 1 })",
    "t('a.b', values)",
    "t('a.b', { ...values })",
    "t('a.plain')",
    't(`refusal.$' + '{reason}`)',
    'const x = <T k="a.b" values={{ name: <bdi>{name}</bdi> }} />',
  ])('%s is whole, or cannot be read from the source', (source) => {
    expect(problems(source)).toEqual([])
  })
})
