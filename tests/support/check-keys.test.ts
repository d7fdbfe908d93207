// Tests check-keys: it finds keys that may name an inherited property, and accepts lists, Maps and known names.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOpenKeys } from './check-keys.ts'

let folder: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'multaqa-keys-')))
  const compilerOptions = { strict: true, target: 'ES2023', lib: ['ES2023'], types: [], noEmit: true }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
})
afterAll(() => rmSync(folder, { recursive: true }))

function findIn(source: string): readonly string[] {
  writeFileSync(join(folder, 'source.ts'), `export {}\n${source}`)
  return findOpenKeys([join(folder, 'tsconfig.json')], (path) => path.endsWith('source.ts'), folder).map(
    ({ line, text }) => `${line} ${text}`,
  )
}

test('reading, writing, deleting and asking for a key that is any text is found', () => {
  const found = findIn(`
    declare const id: string
    const counts: Record<string, number> = {}
    counts[id] = 1
    counts[id] ??= 1
    delete counts[id]
    export const has = id in counts
    export const read = counts?.[id + id]
    export const generic = <Key extends string>(key: Key, of: Record<string, number>) => of[key]
    export const any = (of: any, key: any) => of[key]
    for (const key in counts) void key
  `)
  expect(found).toEqual([
    '5 counts[id]',
    '6 counts[id]',
    '7 counts[id]',
    '8 id in counts',
    '9 counts?.[id + id]',
    '10 of[key]',
    '11 of[key]',
    '12 for (const key in counts) void key',
  ])
}, 60_000)

test('lists, texts, Maps, known names and literals are not', () => {
  const found = findIn(`
    declare const id: string
    declare const index: number
    declare const kind: 'one' | 'two'
    const table = { one: 1, two: 2 }
    const bytes = new Uint8Array(4)
    export const list = [1, 2][index]
    export const letter = id[index]
    export const known = table[kind]
    export const literal = ({ id: 1 } as Record<string, number>)['id']
    export const byte = bytes[index]
    export const map = new Map<string, number>().get(id)
    export const generic = <Key extends keyof typeof table>(key: Key) => table[key]
    export const has = 'one' in table
  `)
  expect(found).toEqual([])
}, 60_000)
