// The command-line options and their defaults.
import { parseArgs } from 'node:util'

const sizes = {
  runs: { usual: 3, quick: 1, what: 'times each is measured, ours and bare in turn; the middle run counts' },
  viewers: { usual: 10_000, quick: 1000, what: 'screens of the fan-out, and of the memory they take' },
  watching: { usual: 5000, quick: 500, what: 'screens that watch the storm, and that return' },
  spread: { usual: 2000, quick: 400, what: 'screens that are spread over several processes' },
  clients: { usual: 1000, quick: 200, what: 'people who reply as fast as they are answered' },
  seconds: { usual: 10, quick: 3, what: 'length of what is measured over time' },
  rounds: { usual: 30, quick: 10, what: 'updates of a fan-out' },
  samples: { usual: 100, quick: 20, what: 'single replies, one after another' },
  cities: { usual: 27, quick: 27, what: 'cities of the gathering' },
  gatherings: { usual: 2000, quick: 200, what: 'gatherings of the calendar, with 40 cities each' },
  replies: { usual: 1_000_000, quick: 50_000, what: 'replies of the large gathering' },
  'sample-seconds': {
    usual: 120,
    quick: 15,
    what: 'of the live hour at each of its two rates, in real time',
  },
} as const
type SizeName = keyof typeof sizes

export type Options = {
  readonly size: Readonly<Record<SizeName, number>>
  readonly only: readonly string[]
  readonly profile: boolean
  readonly writeDocs: boolean
}

export type ReadOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly line: string }

export function readOptions(given: readonly string[], benchmarks: readonly string[]): ReadOptions {
  const names = Object.keys(sizes) as SizeName[]
  let values: Readonly<Record<string, string | boolean | undefined>>
  try {
    ;({ values } = parseArgs({
      args: [...given],
      options: {
        help: { type: 'boolean' },
        quick: { type: 'boolean' },
        profile: { type: 'boolean' },
        'write-docs': { type: 'boolean' },
        only: { type: 'string' },
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      },
    }))
  } catch (error) {
    return { kind: 'wrong', line: error instanceof Error ? error.message : String(error) }
  }
  if (values['help'] === true) return { kind: 'help' }
  const only = typeof values['only'] === 'string' ? values['only'].split(',') : []
  const unknown = only.find((name) => !benchmarks.includes(name))
  if (unknown !== undefined) {
    return { kind: 'wrong', line: `There is no benchmark ${unknown}; there are: ${benchmarks.join(', ')}.` }
  }
  const size = {} as Record<SizeName, number>
  for (const name of names) {
    const usual = values['quick'] === true ? sizes[name].quick : sizes[name].usual
    size[name] = Number(values[name] ?? usual)
    if (!Number.isInteger(size[name]) || size[name] < 1) {
      return { kind: 'wrong', line: `--${name} wants a whole number above 0.` }
    }
  }
  const profile = values['profile'] === true
  if (profile && only.length !== 1) {
    return { kind: 'wrong', line: 'A profile is of one benchmark: name it with --only.' }
  }
  const writeDocs = values['write-docs'] === true
  if (writeDocs && (profile || values['quick'] === true)) {
    return {
      kind: 'wrong',
      line: 'Only what was measured at its usual size goes into the docs: without --quick and --profile.',
    }
  }
  return { kind: 'run', options: { size, only, profile, writeDocs } }
}

export function helpText(benchmarks: readonly { readonly name: string; readonly what: string }[]): string {
  const line = (name: string, what: string) => `  ${name.padEnd(24)} ${what}`
  return [
    'npm run bench -- [options]',
    '',
    line('--only a,b', 'these benchmarks only'),
    line('--quick', 'small sizes and one run: to see that it works, not to learn anything'),
    line('--profile', 'our server under --cpu-prof, for one benchmark'),
    line('--write-docs', 'puts the figures into docs/performance.md'),
    ...Object.entries(sizes).map(([name, { usual, quick, what }]) =>
      line(`--${name} ${usual}`, `${what} (quick: ${quick})`),
    ),
    '',
    'Benchmarks:',
    ...benchmarks.map(({ name, what }) => line(name, what)),
  ].join('\n')
}
