// Each row of docs/threat-model.md names the tests that prove it; this test checks that they exist.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const rows = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what |'))

/** Parses: `file` “name of a test in it”. */
function testsIn(row: string): readonly { readonly file: string; readonly name: string }[] {
  const cell = row.split('|').at(-2) ?? ''
  return [...cell.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name }))
}

test('every row of the threat model names a test', () => {
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter((row) => testsIn(row).length === 0)).toEqual([])
})

test('every test that the threat model names is in the file that it names', () => {
  const missing = rows.flatMap(testsIn).filter(({ file, name }) => {
    const path = join(root, file)
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name)
  })
  expect(missing).toEqual([])
})
