// Every migration file is registered under its own name, and the numbers have no gap.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from '#server/store/migrate.ts'

const folder = join(import.meta.dirname, '../../server/store/migrations')

test('each file of a migration is registered in migrate.ts under its own name, and does something', async () => {
  const files = await readdir(folder)
  expect(Object.keys(migrations)).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort())
  for (const [name, { up }] of Object.entries(migrations)) {
    const file = await import(join(folder, `${name}.ts`))
    expect(up, `${name} is registered with the code of another file`).toBe(file.up)
  }
})

test('migrations are numbered one after another', () => {
  const numbers = Object.keys(migrations).map((name) => Number(name.slice(0, 3)))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})
