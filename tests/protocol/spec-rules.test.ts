// The rule ids of SPEC.md: each is unique, and a test names each rule, so that nobody relies on an untested rule.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const rules = [
  ...readFileSync(join(root, 'shared/protocol/SPEC.md'), 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\*/gm),
].map(([, number = '']) => number)

/** `A1, A2: what it says` names two rules. */
function numbersIn(name: string): readonly string[] {
  const before = /^((?:[A-Z]+\d+(?:, | and )?)+):/.exec(name)?.[1] ?? ''
  return before.match(/[A-Z]+\d+/g) ?? []
}

/** The names of tests and groups in a file, including `test.each([…])('name', …)`. */
function namesIn(source: string): readonly string[] {
  const named = /(?:\b(?:test|describe|it)(?:\.\w+)*\(|\)\()\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs
  return [...source.matchAll(named)].map(([, , name = '']) => name)
}

const named = new Map<string, string[]>()
for (const file of readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })) {
  if (!/\.(?:test|spec)\.tsx?$/.test(file)) continue
  for (const name of namesIn(readFileSync(join(root, 'tests', file), 'utf8'))) {
    for (const number of numbersIn(name))
      named.set(number, [...(named.get(number) ?? []), `${file}: ${name}`])
  }
}

describe('the rules of SPEC.md', () => {
  test('are found', () => expect(rules.length).toBeGreaterThan(60))

  test('have a number each that no other has', () => {
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([])
  })

  test('are named by a test each', () => {
    expect(rules.filter((rule) => !named.has(rule))).toEqual([])
  })

  test('are there when a test names them', () => {
    const unknown = [...named].filter(([number]) => !rules.includes(number))
    expect(unknown).toEqual([])
  })
})

describe('the names of tests', () => {
  test.each([
    ["test('A1: one', () => {})", ['A1']],
    ["describe.each(names)('A1, A2: %s', (name) => {})", ['A1', 'A2']],
    ["test.each([\n  ['x'],\n])('U10: %s', () => {})", ['U10']],
    ['test(`K1 and K2: many acts`, () => {})', ['K1', 'K2']],
    ["test('one of A4 pages: no rule', () => {})", []],
    ["expect(text('A1: no test'))", []],
  ])('in %j', (source, numbers) => {
    expect(namesIn(source).flatMap(numbersIn)).toEqual(numbers)
  })
})
