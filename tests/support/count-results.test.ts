// The last line of `npm test` must not report fewer failures than occurred.
import { expect, test } from 'vitest'
import { vitestCount } from './count-results.ts'

const passed = { status: 'passed', fullName: 'one holds', failureMessages: [] }
const failed = { status: 'failed', fullName: 'another breaks', failureMessages: ['because'] }
const skipped = { status: 'skipped', fullName: 'a third', failureMessages: [] }
const file = (name: string, status: string, assertionResults: readonly object[], message = '') => ({
  ...{ name: `/somewhere/tests/${name}`, status, message, startTime: 0, endTime: 1 },
  assertionResults,
})
const report = (numPassedTests: number, numFailedTests: number, testResults: readonly object[]) => ({
  ...{ numPassedTests, numFailedTests, testResults },
})

test('a file whose hook failed, which skips its tests, counts as one failure beside those of other files', () => {
  const hookFailed = file('hook.test.ts', 'failed', [skipped, skipped], 'Hook timed out in 10000ms.')
  const other = file('other.test.ts', 'failed', [passed, failed])
  expect(vitestCount(report(1, 1, [hookFailed, other]))).toEqual({
    passed: 1,
    failed: 2,
    failures: [
      'tests/other.test.ts > another breaks: because',
      'tests/hook.test.ts > does not load, or a hook failed: Hook timed out in 10000ms.',
    ],
  })
})

test('a file that does not load counts as one failure, and skipped tests as neither', () => {
  const broken = file('broken.test.ts', 'failed', [], 'no such module')
  const calm = file('calm.test.ts', 'passed', [passed, skipped])
  expect(vitestCount(report(1, 0, [broken, calm]))).toMatchObject({ passed: 1, failed: 1 })
})
