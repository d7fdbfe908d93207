// `npm test`: the checks, the suites without a browser in parallel with the browser stories, and one last line, `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findChromium } from './browser.ts'
import { runStep, runSteps, type Step, steps } from './check.ts'
import { type Count, playwrightCount, vitestCount } from './count-results.ts'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'

const root = join(import.meta.dirname, '..', '..')
const results = join(root, 'test-results')
const failedOnce = (why: string): Count => ({ passed: 0, failed: 1, failures: [why] })

type Program = {
  readonly name: 'vitest' | 'playwright'
  readonly programArguments: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
  /** Niceness of the process: 0, or higher to yield to others. */
  readonly priority?: number
}

/** Two programs print at once, so each line is prefixed with the program's name. */
function run({ name, programArguments, environment = {}, priority = 0 }: Program): Promise<number> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment }
    const file = join(root, 'node_modules', '.bin', name)
    const child = spawn(file, programArguments, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env })
    child.once('error', () => resolve(1)).once('close', (code) => resolve(code ?? 1))
    if (child.pid !== undefined) setPriority(child.pid, priority)
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(10)} │ ${line}`))
    }
  })
}

/**
 * The count in a suite's report, but never better than its exit code: a suite that wrote no report, ran no test, or exited with an error
 * without a failed test counts as one failure.
 */
async function suite(
  name: string,
  file: string,
  count: (report: unknown) => Count,
  start: () => Promise<number>,
): Promise<Count> {
  const report = join(results, file)
  rmSync(report, { force: true })
  const code = await start()
  if (!existsSync(report)) {
    return failedOnce(`${name}: it left no report.`)
  }
  const counted = count(JSON.parse(readFileSync(report, 'utf8')))
  if (counted.passed + counted.failed === 0) {
    return failedOnce(`${name}: it ran nothing.`)
  }
  return code !== 0 && counted.failed === 0
    ? { ...counted, failed: 1, failures: [`${name}: it ended with ${code} though no test failed.`] }
    : counted
}

async function checks(): Promise<Count> {
  console.log('— checks, services and build')
  const outcomes = await runSteps(steps)
  const failures = outcomes.filter(({ isPassed }) => !isPassed).map(({ name }) => `npm run check:${name}`)
  return { passed: outcomes.length - failures.length, failed: failures.length, failures }
}

async function prepare(step: Step): Promise<boolean> {
  const { isPassed, output, ms } = await runStep(step)
  console.log(`${isPassed ? 'ready ' : 'FAILED'}  ${step.name} (${(ms / 1000).toFixed(1)} s)`)
  if (output.trim() !== '') console.log(output.trim().replace(/^/gm, '    '))
  return isPassed
}

/** The stories have priority because they measure latency. The suites get the remaining CPU time. */
const suitesPriority = 2

/** Server processes start from the build if there is one, in half the time. */
function unit(isBuilt: boolean): Promise<Count> {
  const file = 'unit.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, file)}`]
  return suite('vitest', file, vitestCount, () =>
    run({
      name: 'vitest',
      programArguments: ['run', ...reporters],
      environment: isBuilt ? { SOAK_BUILT: '1' } : {},
      priority: suitesPriority,
    }),
  )
}

/** Finds the browser and ffmpeg, then runs the stories. A missing program is one line and one failure. */
async function stories(isBuilt: boolean): Promise<Count> {
  if (!isBuilt) return failedOnce('It does not build.')
  try {
    const chromium = await findChromium()
    ensureFfmpeg()
    return await suite('playwright', 'e2e.json', playwrightCount, () =>
      run({
        name: 'playwright',
        programArguments: ['test', '-c', 'tests/e2e/playwright.config.ts'],
        environment: { CHROMIUM_PATH: chromium },
      }),
    )
  } catch (error) {
    return failedOnce(error instanceof Error ? error.message : String(error))
  }
}

// If its services are missing, a suite fails by itself and says so; the others run.
const [checked, isBuilt] = await Promise.all([
  checks(),
  prepare({ name: 'build', command: ['tsx', 'server/start.mjs', '--build'] }),
  prepare({ name: 'services', command: ['tsx', 'tests/support/install-services.ts'] }),
])
console.log('\n— suites and stories')
const counts = [checked, ...(await Promise.all([unit(isBuilt), stories(isBuilt)]))]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.exitCode = failed > 0 ? 1 : 0
console.log(
  `\n${counts.flatMap(({ failures }) => failures.map((each) => `FAILED  ${each}\n`)).join('')}${passed} passed, ${failed} failed`,
)
