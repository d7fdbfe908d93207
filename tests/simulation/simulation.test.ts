// Many pages on faulty connections end with the same state as a fresh snapshot, in any order of events. `SOAK_SEEDS=1000` for the long run.
import { afterAll, expect, test } from 'vitest'
import { tellFigures } from '../support/figures.ts'
import { runSeed } from './run-seed.ts'

/** Seeds that failed in the past. */
const pinned: readonly number[] = [1, 5, 8, 10, 11]
const count = Number(process.env['SOAK_SEEDS'] ?? 16)
const long = count > 16
const operations = long ? 200 : 120
const pages = 8
const seeds = [...new Set([...pinned, ...Array.from({ length: count }, (_, index) => index + 1)])]

let held = 0
afterAll(() => tellFigures('simulation', { seeds: seeds.length, held, operations, pages }))

test.each(seeds)(
  'U8: seed %i: all pages converge, nobody is sold a seat twice, nothing acknowledged is lost or doubled',
  async (seed) => {
    try {
      await runSeed(seed, { operations, pages })
      held += 1
    } catch (error) {
      throw new Error(`seed ${seed} failed`, { cause: error })
    }
    expect(seed).toBeGreaterThan(0)
  },
  120_000,
)
