// `npm run soak`: the long forms of the fault tests, one after another, with a line for each and a final verdict. `--minutes 60`,
// `--only kills,seeds`, `--list`. Measurements are written to `test-results/soak.json`, output to `test-results/soak/`.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Soak, soaks } from './soaks.ts'

const root = join(import.meta.dirname, '..', '..')
const results = join(root, 'test-results')
const said = join(results, 'soak')

type Outcome = {
  readonly name: string
  readonly what: string
  readonly held: boolean
  /** The reason, in a few words. */
  readonly because?: string
  readonly minutes: number
  readonly figures: readonly unknown[]
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})

async function runSoak(soak: Soak, hours: number, leftMs: number): Promise<Outcome> {
  const figuresFile = join(said, `${soak.name}.jsonl`)
  rmSync(figuresFile, { force: true })
  // Some parts take a fixed time, so each soak gets at least four minutes.
  const mostMs = Math.min(leftMs, Math.max(4, soak.mostMinutes * hours) * 60_000)
  const startedAt = performance.now()
  const because = await run(soak, { ...soak.environment(hours), SOAK_FIGURES: figuresFile }, mostMs)
  const figures = existsSync(figuresFile) ? readFileSync(figuresFile, 'utf8').trim().split('\n') : []
  return {
    name: soak.name,
    what: soak.what,
    held: because === null,
    ...(because === null ? {} : { because }),
    minutes: Math.round((performance.now() - startedAt) / 600) / 100,
    figures: figures.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown),
  }
}

/** Null on success. A soak that exceeds its time is killed with all its child processes. */
function run(
  { name, program, programArguments }: Soak,
  environment: Readonly<Record<string, string>>,
  mostMs: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    const log = createWriteStream(join(said, `${name}.txt`))
    const child = spawn(join(root, 'node_modules', '.bin', program), programArguments, {
      cwd: root,
      env: { ...process.env, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let isOutOfTime = false
    const end = () => {
      isOutOfTime = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const timer = setTimeout(end, mostMs)
    process.once('SIGINT', end)
    child.stdout.pipe(log, { end: false })
    child.stderr.pipe(log, { end: false })
    child.once('error', (error) => done(error.message))
    child.once('close', (code) =>
      done(isOutOfTime ? 'out of time' : code === 0 ? null : `it ended with ${code}`),
    )
    function done(because: string | null): void {
      clearTimeout(timer)
      process.off('SIGINT', end)
      log.end()
      resolve(because)
    }
  })
}

function lineOf({ name, held, because, minutes, figures }: Outcome): string {
  const told = figures.map((one) => {
    const { of, ...numbers } = one as { of: string }
    return `${of}: ${Object.entries(numbers)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}`
  })
  const why = because === undefined ? told.join(' · ') : `${because}, see test-results/soak/${name}.txt`
  return `${held ? 'held  ' : 'FAILED'}  ${name.padEnd(18)} ${minutes.toFixed(1).padStart(5)} min  ${why}`
}

async function soak(): Promise<void> {
  if (values.list) {
    for (const { name, what } of soaks) console.log(`${name.padEnd(18)} ${what}`)
    return
  }
  const minutes = Number(values.minutes)
  const names = values.only?.split(',')
  const chosen = soaks.filter(({ name }) => names === undefined || names.includes(name))
  if (!(minutes > 0) || chosen.length === 0 || (names !== undefined && chosen.length < names.length)) {
    console.error(`Give --minutes a number, and --only some of: ${soaks.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 1
    return
  }
  mkdirSync(said, { recursive: true })
  const until = performance.now() + minutes * 60_000
  const outcomes: Outcome[] = []
  for (const each of chosen) {
    const leftMs = until - performance.now()
    const { name, what } = each
    const outcome =
      leftMs > 10_000
        ? await runSoak(each, minutes / 60, leftMs)
        : { name, what, held: false, because: 'no time was left for it', minutes: 0, figures: [] }
    outcomes.push(outcome)
    console.log(lineOf(outcome))
  }
  const held = outcomes.filter((outcome) => outcome.held).length
  const verdict = held === outcomes.length ? 'all held' : 'NOT all held'
  writeFileSync(
    join(results, 'soak.json'),
    `${JSON.stringify({ minutes, verdict, soaks: outcomes }, null, 2)}\n`,
  )
  console.log(`\n${held} of ${outcomes.length} soaks held: ${verdict}`)
  process.exitCode = held === outcomes.length ? 0 : 1
}

await soak()
