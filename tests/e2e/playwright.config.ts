// How the browser stories run: one real Chromium, no second tries, results for the sum in `test-results`.
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserArguments, findChromium } from '../support/browser.ts'

const results = join(import.meta.dirname, '..', '..', 'test-results')

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: join(results, 'e2e'),
  workers: 1,
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
    trace: 'retain-on-failure',
  },
})
