// The page's proof of work: the hash is SHA-256, and the server accepts each proof once.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { firstWordOfSha256, solvePuzzle } from '#client/sync/solve-puzzle.ts'
import { createPuzzles } from '#server/sources/puzzles.ts'

test('the hash is SHA-256, for texts of each length up to three blocks', () => {
  for (let length = 0; length < 150; length += 1) {
    const text = 'abcdefghij0123456789'.repeat(8).slice(0, length)
    const expected = createHash('sha256').update(text).digest().readInt32BE(0)
    expect(firstWordOfSha256(text)).toBe(expected)
  }
})

test('E12: a proof is taken once, for the secret that it was made for, and in time', async () => {
  let now = 1000
  const puzzles = createPuzzles(() => now)
  const proof = await solvePuzzle(puzzles.make('own'))
  expect(puzzles.take(`${proof}0`, 'own')).toBe(false)
  expect(puzzles.take(proof, 'another')).toBe(false)
  expect(createPuzzles(() => now).take(proof, 'own')).toBe(false)
  expect(puzzles.take(proof, 'own')).toBe(true)
  expect(puzzles.take(proof, 'own')).toBe(false)
  const late = await solvePuzzle(puzzles.make('own'))
  now += 6 * 60 * 1000
  expect(puzzles.take(late, 'own')).toBe(false)
})
