// Checks that the languages agree: same keys, same placeholders, every plural form, and no text outside the message files.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, type Token } from '@messageformat/parser'
import { wordPartOf } from '#client/i18n/word-parts.ts'
import { type Finding, findHardCoded, findWrongValues } from './component-words.ts'
import { findEnglish, findReordered } from './foreign-words.ts'

type Catalog = Readonly<Record<string, string>>

type Shape = {
  /** The names of the message's values. */
  readonly names: ReadonlySet<string>
  /** For each plural in the message, the forms it has. */
  readonly plurals: readonly ReadonlySet<string>[]
  /** For each value in a `select`, its cases. */
  readonly choices: ReadonlyMap<string, ReadonlySet<string>>
  readonly trouble: string | null
}

function shapeOf(text: string): Shape {
  const names = new Set<string>()
  const plurals: Set<string>[] = []
  const choices = new Map<string, Set<string>>()
  let trouble: string | null = null
  const visit = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'content' || token.type === 'octothorpe') continue
      names.add(token.arg)
      if (token.type === 'function') trouble = `formats {${token.arg}} itself; hand it over as it should read`
      if (token.type === 'plural') plurals.push(new Set(token.cases.map((one) => one.key)))
      if (token.type === 'select') {
        const cases = choices.get(token.arg) ?? new Set<string>()
        for (const one of token.cases) cases.add(one.key)
        choices.set(token.arg, cases)
      }
      if ('cases' in token) for (const one of token.cases) visit(one.tokens)
    }
  }
  try {
    visit(parse(text))
  } catch (error) {
    trouble = `is no ICU message: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
  return { names, plurals, choices, trouble }
}

/** Every `select` case that English has for a value, in any message. */
function knownChoices(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>()
  for (const text of texts) {
    for (const [name, cases] of shapeOf(text).choices) {
      const all = known.get(name) ?? new Set<string>()
      for (const one of cases) all.add(one)
      known.set(name, all)
    }
  }
  return known
}

/** Each English case of this message must exist; a case that English has in no message can never be selected. */
function findWrongChoices(
  shape: Shape,
  english: Shape,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const problems: string[] = []
  for (const [name, cases] of shape.choices) {
    for (const one of cases) {
      if (!known.get(name)?.has(one)) problems.push(`chooses "${one}" by {${name}}, which no value is`)
    }
  }
  for (const [name, cases] of english.choices) {
    for (const one of cases) {
      if (!shape.choices.get(name)?.has(one)) problems.push(`lacks the case "${one}" of {${name}}`)
    }
  }
  return problems
}

/** Compares each language with English, from which the types are generated. */
export function compareCatalogs(catalogs: Readonly<Record<string, Catalog>>): Finding[] {
  const english = catalogs['en'] ?? {}
  const findings: Finding[] = []
  const known = knownChoices(Object.values(english))
  for (const [language, catalog] of Object.entries(catalogs)) {
    const say = (key: string, problem: string) => findings.push({ file: `${language}.json`, key, problem })
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const key of Object.keys(english)) if (!(key in catalog)) say(key, 'is missing')
    for (const [key, text] of Object.entries(catalog)) {
      if (!(key in english)) say(key, 'is not in English')
      if (text.trim() === '') say(key, 'is empty')
      const shape = shapeOf(text)
      if (shape.trouble !== null) say(key, shape.trouble)
      for (const name of shapeOf(english[key] ?? text).names) {
        if (!shape.names.has(name)) say(key, `lacks {${name}}`)
      }
      for (const name of shape.names) {
        if (english[key] !== undefined && !shapeOf(english[key]).names.has(name))
          say(key, `knows {${name}}, English does not`)
      }
      for (const plural of shape.plurals) {
        for (const form of needed) if (!plural.has(form)) say(key, `lacks the plural form "${form}"`)
      }
      if (shape.trouble !== null) continue
      for (const problem of findWrongChoices(shape, shapeOf(english[key] ?? text), known)) say(key, problem)
      const left = findEnglish(language, text, english[key])
      if (left !== null) say(key, `has English words: ${left}`)
      for (const part of findReordered(language, text)) {
        say(key, `shows “${part}” in another order; put it between U+200E marks`)
      }
    }
  }
  return findings
}

/** Keys built at run time: every key with one of these prefixes counts as used. */
const families = [
  'refusal.',
  'field-error.',
  'clock.part.',
  'exposure.',
  'held.state-',
  'panic.about-',
  'panic.erased-',
  'link.',
  'stream.role.',
  'phase.',
  'changed.',
  'import.by-',
  'import.encoding-',
  'import.left-',
]

const isOfFamily = (key: string) => families.some((family) => key.startsWith(family))

/** Keyboard keys of the control room and quick messages may repeat the text of a button. */
const hasOwnWords = /^(?:control\.key|cue)\./

/** Keys with the same text in every language: when one is edited, the other would be forgotten. */
export function findDoubled(catalogs: Readonly<Record<string, Catalog>>): Finding[] {
  const firstOf = new Map<string, string>()
  return Object.keys(catalogs['en'] ?? {}).flatMap((key) => {
    if (isOfFamily(key) || hasOwnWords.test(key)) return []
    const said = JSON.stringify(Object.values(catalogs).map((catalog) => catalog[key]))
    const first = firstOf.get(said)
    if (first === undefined) firstOf.set(said, key)
    return first === undefined
      ? []
      : [{ file: 'en.json', key, problem: `says the same as ${first} in every language: use one key` }]
  })
}

export function findUnused(catalog: Catalog, sources: readonly string[]): Finding[] {
  const all = sources.join('\n')
  return Object.keys(catalog)
    .filter((key) => !isOfFamily(key))
    .filter((key) => !all.includes(`'${key}'`) && !all.includes(`"${key}"`))
    .map((key) => ({ file: 'en.json', key, problem: 'is used nowhere' }))
}

/** Files whose pages load the messages of the crew's pages, or those of a participant's own pages. */
const ofDesks =
  /^(features\/(organize|held|help|clear|host|plan|control|panic|programme|stage\/hall)\/|app\/pages\/(organize|help|clear|plain-reply|host|plan|control|panic|propose|plain-propose|claim|new-gathering|projector|wall)-page|i18n\/(admission-options|link-up-keys|crew-lines)|components\/crew-talk)/

/** Uses of a crew or server message on a page that does not load it; the page would show the key. `name` is the path in the client. */
export function findMisplaced(name: string, source: string, catalog: Catalog): Finding[] {
  if (ofDesks.test(name)) return []
  return Object.keys(catalog)
    .filter((key) => wordPartOf(key) !== 'pages' && source.includes(`'${key}'`))
    .map((key) => ({ file: name, key, problem: 'is not among the words that every page fetches' }))
}

function main(): void {
  const client = join(import.meta.dirname, '..', '..', 'client')
  const directory = join(client, 'i18n', 'messages')
  const catalogs = Object.fromEntries(
    readdirSync(directory).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(directory, name), 'utf8')) as Catalog,
    ]),
  )
  const sourcesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }))
  // The server uses some of the same messages, in pictures and feeds.
  const ofClient = sourcesIn(client)
  const files = [...ofClient, ...sourcesIn(join(client, '..', 'server'))]
  const taken = new Map(Object.entries(catalogs['en'] ?? {}).map(([key, text]) => [key, shapeOf(text).names]))
  const findings = [
    ...compareCatalogs(catalogs),
    ...findDoubled(catalogs),
    ...findUnused(
      catalogs['en'] ?? {},
      files.map(({ source }) => source),
    ),
    ...files.flatMap(({ name, source }) => findWrongValues(name, source, taken)),
    ...ofClient.flatMap(({ name, source }) => findMisplaced(name, source, catalogs['en'] ?? {})),
    ...files
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, source }) => findHardCoded(name, source)),
  ]
  for (const { file, key, problem } of findings) console.error(`${file}: ${key} ${problem}`)
  if (findings.length > 0) process.exit(1)
}

if (process.argv[1] === import.meta.filename) main()
