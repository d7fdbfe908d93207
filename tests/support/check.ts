// The checks that need no running program: types, style, import rules, dead code, messages. `npm run check`, or one by name.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export type Step = { readonly name: string; readonly command: readonly string[] }
export type StepOutcome = {
  readonly name: string
  readonly isPassed: boolean
  readonly output: string
  readonly ms: number
}

export const steps: readonly Step[] = [
  { name: 'types of shared', command: ['tsc', '-p', 'shared'] },
  { name: 'types of server', command: ['tsc', '-p', 'server'] },
  { name: 'types of client', command: ['tsc', '-p', 'client'] },
  { name: 'types of tests', command: ['tsc', '-p', 'tests'] },
  { name: 'biome', command: ['biome', 'ci', '--error-on-warnings', '--colors=off', '--max-diagnostics=15'] },
  { name: 'imports', command: ['tsx', 'tests/support/check-imports.ts'] },
  { name: 'unused', command: ['knip', '--no-progress'] },
  { name: 'keys', command: ['tsx', 'tests/support/check-keys.ts'] },
  { name: 'logs', command: ['tsx', 'tests/support/check-logs.ts'] },
  { name: 'messages', command: ['tsx', 'tests/support/check-messages.ts'] },
]

/** Runs one program of the project; never rejects, so that the next step also runs. */
export function runStep({ name, command }: Step): Promise<StepOutcome> {
  const [program = '', ...rest] = command
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const child = spawn(join(root, 'node_modules', '.bin', program), rest, { cwd: root })
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    const finish = (isPassed: boolean, more = '') => {
      const output = Buffer.concat(chunks).toString('utf8') + more
      resolve({ name, isPassed, output, ms: performance.now() - startedAt })
    }
    child.once('error', (error) => finish(false, `${program} does not start: ${error.message}\n`))
    child.once('close', (code) => finish(code === 0))
  })
}

/** Prints each outcome as it arrives, and the output of a failed step. Two run at a time: they are short and mostly wait for disk. */
export async function runSteps(chosen: readonly Step[]): Promise<StepOutcome[]> {
  const waiting = [...chosen]
  const outcomes: StepOutcome[] = []
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step)
      outcomes.push(outcome)
      const seconds = (outcome.ms / 1000).toFixed(1)
      console.log(`${outcome.isPassed ? 'passed' : 'FAILED'}  ${outcome.name} (${seconds} s)`)
      if (!outcome.isPassed) console.log(outcome.output.trim().replace(/^/gm, '    '))
    }
  }
  await Promise.all([work(), work()])
  return outcomes
}

async function main(wanted: string | undefined): Promise<void> {
  const chosen = steps.filter(({ name }) => wanted === undefined || name.startsWith(wanted))
  if (chosen.length === 0) {
    console.error(
      `There is no check called ${wanted}; there are: ${steps.map(({ name }) => name).join(', ')}.`,
    )
    process.exit(1)
  }
  const outcomes = await runSteps(chosen)
  const failed = outcomes.filter(({ isPassed }) => !isPassed).map(({ name }) => name)
  if (failed.length > 0) {
    console.error(`Not in order: ${failed.join(', ')}.`)
    process.exit(1)
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2])
