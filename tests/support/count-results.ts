// Reads the reports of Vitest and Playwright: how many tests passed and failed, which failed, and how long each file took.
import { relative } from 'node:path'
import { z } from 'zod'

export type Count = {
  readonly passed: number
  readonly failed: number
  /** One line per failed test: file, name, and the start of the error message. */
  readonly failures: readonly string[]
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/**
 * A file that failed without a failed test (it does not load, or a hook failed and its tests were skipped) counts as one failure.
 * Skipped tests count neither as passed nor as failed.
 */
export function vitestCount(report: unknown): Count {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report)
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => line(name, fullName, failureMessages?.[0])),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    failures: [
      ...failures,
      ...broken.map(({ name, message }) => line(name, 'does not load, or a hook failed', message)),
    ],
  }
}

const playwrightError = z.object({ message: z.string().optional() })
const playwrightSpec = z.object({
  title: z.string(),
  ok: z.boolean(),
  file: z.string(),
  tests: z.array(
    z.object({ results: z.array(z.object({ duration: z.number(), error: playwrightError.optional() })) }),
  ),
})
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
})
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(playwrightError),
  suites: z.array(playwrightSuite),
})

/** Each error outside of a test, such as a file that does not load, counts as a failure. */
export function playwrightCount(report: unknown): Count {
  const { stats, errors, suites } = playwrightReport.parse(report)
  const failures = suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => line(pathOf(file), title, tests[0]?.results[0]?.error?.message))
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    failures: [...failures, ...errors.map(({ message }) => line('playwright', 'does not run', message))],
  }
}

/** File and duration in ms, once per project that runs the file. */
export function vitestLengths(report: unknown, root: string): (readonly [string, number])[] {
  const { testResults } = vitestReport.parse(report)
  return testResults.map(({ name, startTime, endTime }) => [relative(root, name), endTime - startTime])
}

/** File and duration in ms, without `beforeAll`. */
export function playwrightLengths(report: unknown): (readonly [string, number])[] {
  const { suites } = playwrightReport.parse(report)
  const lengths = new Map<string, number>()
  for (const { file, tests } of suites.flatMap(specsOf)) {
    const ms = tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0)
    lengths.set(pathOf(file), (lengths.get(pathOf(file)) ?? 0) + ms)
  }
  return [...lengths]
}

/** Playwright reports paths relative to the folder of its configuration. */
const pathOf = (file: string) => `tests/e2e/${file}`

function specsOf({ specs, suites = [] }: z.infer<typeof playwrightSuite>): z.infer<typeof playwrightSpec>[] {
  return [...specs, ...suites.flatMap(specsOf)]
}

const longestReason = 300

function line(file: string, title: string, reason = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: reports are coloured by them
  const plain = reason.replace(/\u001b\[[0-9;]*m/g, '').replace(/\s+/g, ' ')
  const from = file.slice(file.indexOf('tests/'))
  return `${from} > ${title}${plain === '' ? '' : `: ${plain.slice(0, longestReason)}`}`
}
