// A poster's texts fit on one sheet, whatever their length.
import { expect, test } from 'vitest'
import { posterSizes } from '#client/features/meeting/poster-sizes.ts'
import { limits } from '#shared/protocol/limits.ts'

const usual = { title: 'The Twentieth of January', slogan: 'In many cities', venue: 'Hall', address: '' }

test('a short name is as large as it can be, a name of two words gives way to the line under it', () => {
  const short = posterSizes({ ...usual, city: 'Oslo' }).name
  const two = posterSizes({ ...usual, city: 'غازي عنتاب' }).name
  expect(short).toBe(29)
  expect(two).toBeLessThan(20)
  expect(two).toBeGreaterThan(12)
})

test('the longest texts leave room for the name', () => {
  const long = (length: number) => 'word '.repeat(length).slice(0, length)
  const sizes = posterSizes({
    title: long(limits.title),
    slogan: long(limits.slogan),
    venue: long(limits.venue),
    address: long(limits.address),
    city: 'Santa Cruz de la Sierra',
  })
  expect(sizes.name).toBeGreaterThanOrEqual(6)
  expect(sizes.addressLines).toBe(2)
  expect(sizes.title).toBeLessThan(4)
})
