// The messages' check finds what it is there to find: planted mistakes, each alone, and nothing in a component that has none.
import { describe, expect, test } from 'vitest'
import { compareCatalogs, findUnused } from './check-messages.ts'
import { findHardCoded, findWrongValues } from './component-words.ts'

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
  ])('%s', (_, catalog, problem) => {
    expect(problems(catalog).some((line) => line.startsWith(problem))).toBe(true)
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
