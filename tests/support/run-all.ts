// `npm test`: the checks, the suites without a browser, the browser stories, and at the very end one line, `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBalancer } from './balancer.ts'
import { findChromium } from './browser.ts'
import { runStep, runSteps, steps } from './check.ts'
import { type Count, playwrightCount, vitestCount } from './count-results.ts'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'
import { ensurePostgres } from './postgres.ts'
import { ensureRedis } from './redis.ts'

const root = join(import.meta.dirname, '..', '..')
const results = join(root, 'test-results')
const failedOnce = (why: string): Count => ({ passed: 0, failed: 1, failures: [why] })

function run(
  program: string,
  commandArguments: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment }
    const file = join(root, 'node_modules', '.bin', program)
    spawn(file, commandArguments, { cwd: root, stdio: 'inherit', env })
      .once('error', () => resolve(1))
      .once('close', (code) => resolve(code ?? 1))
  })
}

/**
 * What a suite's report says, but never better than its exit code: a suite that wrote nothing, ran nothing, or ended badly without a
 * failed test counts as one failure.
 */
async function suite(
  name: string,
  file: string,
  count: (report: unknown) => Count,
  start: () => Promise<number>,
): Promise<Count> {
  console.log(`\n— ${name}`)
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
  console.log('— checks')
  const outcomes = await runSteps(steps)
  const failures = outcomes.filter(({ isPassed }) => !isPassed).map(({ name }) => `npm run check:${name}`)
  return { passed: outcomes.length - failures.length, failed: failures.length, failures }
}

/** One after the other before the suites, which would install them at the same time. */
function installServices(): void {
  ensurePostgres()
  ensureRedis()
  ensureBalancer('haproxy')
  ensureBalancer('nginx')
}

/** Without its services a suite fails by itself and says what is missing; the others run. */
function unit(): Promise<Count> {
  try {
    installServices()
  } catch (error) {
    console.log(`FAILED  ${error instanceof Error ? error.message : error}`)
  }
  const file = 'unit.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, file)}`]
  return suite('vitest', file, vitestCount, () => run('vitest', ['run', ...reporters]))
}

/** Builds, finds the browser and ffmpeg; then the stories. What is missing is one line and one failure. */
async function stories(): Promise<Count> {
  console.log('\n— build')
  const build = await runStep({ name: 'build', command: ['tsx', 'server/start.mjs', '--build'] })
  console.log(build.output.trim() || 'It is built already.')
  if (!build.isPassed) return failedOnce('It does not build.')
  try {
    const chromium = await findChromium()
    ensureFfmpeg()
    const config = 'tests/e2e/playwright.config.ts'
    const told = { CHROMIUM_PATH: chromium }
    return await suite('playwright', 'e2e.json', playwrightCount, () =>
      run('playwright', ['test', '-c', config], told),
    )
  } catch (error) {
    return failedOnce(error instanceof Error ? error.message : String(error))
  }
}

const counts = [await checks(), await unit(), await stories()]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.exitCode = failed > 0 ? 1 : 0
console.log(
  `\n${counts.flatMap(({ failures }) => failures.map((each) => `FAILED  ${each}\n`)).join('')}${passed} passed, ${failed} failed`,
)
