// How the browser stories run: two at a time in a real Chromium, no retries, results in `test-results`.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserArguments, findChromium } from '../support/browser.ts'
import { lengthOf } from '../support/test-lengths.ts'

const results = join(import.meta.dirname, '..', '..', 'test-results')

/**
 * Stories with time limits: the stage on every screen within a second, clock ticks within 100 ms. They run one at a time, next to one
 * story without limits.
 */
const timed = ['console', 'control', 'link-up', 'link-up-stage', 'player', 'programme', 'stage', 'story']
const fileOf = (name: string) => `${name}.spec.ts`
/** Stories longer than this start first, so that no long one remains at the end. */
const longMs = 30_000
const others = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.spec.ts') && !timed.map(fileOf).includes(file))
  .map((file) => ({ file, isLong: lengthOf(`tests/e2e/${file}`) >= longMs }))

export default defineConfig({
  testDir: '.',
  outputDir: join(results, 'e2e'),
  workers: 2,
  projects: [
    { name: 'timed', testMatch: timed.map(fileOf), workers: 1 },
    { name: 'long', testMatch: others.filter(({ isLong }) => isLong).map(({ file }) => file) },
    { name: 'stories', testMatch: others.filter(({ isLong }) => !isLong).map(({ file }) => file) },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  reporter: [['list'], ['json', { outputFile: join(results, 'e2e.json') }]],
  use: {
    actionTimeout: 8_000,
    launchOptions: {
      executablePath: await findChromium(),
      args: [...browserArguments],
    },
    screenshot: 'only-on-failure',
    // Recording every step takes half as long again as the steps: `TRACE=1 npm run test:e2e` keeps the traces of failed stories.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
  },
})
