// The list of soaks: the fault tests in their long form, with each one's share of an hour.

export type Soak = {
  readonly name: string
  /** What it tests, in a few words. */
  readonly what: string
  readonly program: 'vitest' | 'playwright'
  readonly programArguments: readonly string[]
  /** The environment variables that set the tests' length, for a number of hours (1 for an hour). */
  readonly environment: (hours: number) => Readonly<Record<string, string>>
  /** A limit in minutes for an hour's soak: more than it ever took on two busy cores; a longer run has failed. */
  readonly mostMinutes: number
}

const faults = (file: string) => ['run', '--project', 'faults', `tests/faults/${file}.test.ts`]
const simulation = (file: string) => ['run', '--project', 'simulation', `tests/simulation/${file}.test.ts`]
const story = (title: string) => [
  'test',
  '-c',
  'tests/e2e/playwright.config.ts',
  'tests/e2e/faults.spec.ts',
  '-g',
  title,
]

/** A count that is proportional to the available time, with a minimum. */
const share = (whole: number, hours: number, least: number) =>
  String(Math.max(least, Math.round(whole * hours)))
const nothing = () => ({})

export const soaks: readonly Soak[] = [
  {
    name: 'counting',
    what: 'an attacker measures 2,000 windows of each kind of closed city, and guesses as a coin does',
    program: 'vitest',
    programArguments: ['run', '--project', 'server', 'tests/server/counting/attacker.test.ts'],
    environment: (hours) => ({ ATTACK_WINDOWS: share(2000, hours, 40) }),
    mostMinutes: 55,
  },
  {
    name: 'counting-postgres',
    what: 'the same on PostgreSQL',
    program: 'vitest',
    programArguments: ['run', '--project', 'server-postgres', 'tests/server/counting/attacker.test.ts'],
    environment: (hours) => ({ ATTACK_WINDOWS: share(2000, hours, 40) }),
    mostMinutes: 55,
  },
  {
    name: 'kills',
    what: '200 times kill -9 amid replies; the history of what people were told is checked',
    program: 'vitest',
    programArguments: simulation('kill'),
    environment: (hours) => ({ SOAK_KILLS: share(200, hours, 6) }),
    mostMinutes: 28,
  },
  {
    name: 'seeds',
    what: '1,000 seeds of 200 operations by 8 pages over bad lines',
    program: 'vitest',
    programArguments: simulation('simulation'),
    environment: (hours) => ({ SOAK_SEEDS: share(1000, hours, 17) }),
    mostMinutes: 45,
  },
  {
    name: 'failovers',
    what: 'one of two processes restarted or killed, again and again, with two directors; SOAK_FAILOVERS=500 SOAK_BUILT=1 takes most of an hour',
    program: 'vitest',
    programArguments: ['run', '--project', 'cluster', 'tests/cluster/failover.test.ts'],
    environment: (hours) => ({ SOAK_FAILOVERS: share(50, hours, 4) }),
    mostMinutes: 15,
  },
  {
    name: 'directors',
    what: '500 acts of two directors on one process that is killed 20 times; what was told is replayed against the rules of seat and stage',
    program: 'vitest',
    programArguments: simulation('two-directors'),
    environment: (hours) => ({ SOAK_ACTS: share(500, hours, 60) }),
    mostMinutes: 20,
  },
  {
    name: 'bots',
    what: '10,000 programs reply from 1 and from 250 addresses while people reply too: numbers that move, time to an answer, disk',
    program: 'vitest',
    programArguments: faults('bots'),
    environment: (hours) => ({
      SOAK_BOTS: share(10_000, hours, 1500),
      SOAK_PEOPLE: share(100, hours, 20),
      SOAK_BOT_LINES: '500',
      SOAK_BOT_MS: '120000',
    }),
    mostMinutes: 6,
  },
  {
    name: 'half-open',
    what: 'lines that carry nothing, with nothing shortened',
    program: 'vitest',
    programArguments: faults('half-open'),
    environment: nothing,
    mostMinutes: 3,
  },
  {
    name: 'half-open-browser',
    what: 'the same, seen in a browser',
    program: 'playwright',
    programArguments: story('falls silent'),
    environment: nothing,
    mostMinutes: 4,
  },
  {
    name: 'screens',
    what: 'people who come, read, leave and break off, for minutes: listeners and memory of the server',
    program: 'vitest',
    programArguments: faults('open-screens'),
    environment: (hours) => ({ SOAK_MINUTES: (6 * hours).toFixed(2) }),
    mostMinutes: 10,
  },
  {
    name: 'screen-browser',
    what: 'one page open through updates, for minutes: memory of the browser',
    program: 'playwright',
    programArguments: story('stays open'),
    environment: (hours) => ({ SOAK_MINUTES: (6 * hours).toFixed(2) }),
    mostMinutes: 12,
  },
  {
    name: 'hall',
    what: 'the screen of a hall through hand-overs, a server that is killed and a network that is pulled, for minutes',
    program: 'playwright',
    programArguments: [
      ...['test', '-c', 'tests/e2e/playwright.config.ts', 'tests/e2e/link-up-stage.spec.ts'],
      ...['-g', 'a hall'],
    ],
    environment: (hours) => ({ SOAK_MINUTES: (8 * hours).toFixed(2) }),
    mostMinutes: 16,
  },
  {
    name: 'storm',
    what: '1,000 lines cut at once',
    program: 'vitest',
    programArguments: faults('reconnect-storm'),
    environment: (hours) => ({ STORM: share(1000, hours, 300) }),
    mostMinutes: 5,
  },
  {
    name: 'posters',
    what: '150 different posters, one after another: the memory of the process that draws',
    program: 'vitest',
    programArguments: ['run', '--project', 'server', 'tests/server/picture-floods.test.ts'],
    environment: (hours) => ({ SOAK_POSTERS: share(150, hours, 20) }),
    mostMinutes: 15,
  },
  {
    name: 'slow-readers',
    what: 'readers who take nothing',
    program: 'vitest',
    programArguments: faults('slow-readers'),
    environment: nothing,
    mostMinutes: 4,
  },
  {
    name: 'no-readers',
    what: 'sockets that ask and never read: what waits for them, and the memory of the process',
    program: 'vitest',
    programArguments: faults('no-readers'),
    environment: () => ({ SOAK_NO_READERS: '30' }),
    mostMinutes: 5,
  },
  {
    name: 'slow-phone',
    what: '400 KB to a phone on 3 KB a second',
    program: 'vitest',
    programArguments: faults('slow-phone'),
    environment: () => ({ SOAK_SLOW_PHONE: '1' }),
    mostMinutes: 6,
  },
  {
    name: 'frame-floods',
    what: 'floods below the events of Socket.IO, 20 rounds of each',
    program: 'vitest',
    programArguments: faults('frame-floods'),
    environment: (hours) => ({ SOAK_FRAME_FLOODS: share(20, hours, 2) }),
    mostMinutes: 10,
  },
  {
    name: 'input',
    what: 'every bad text in every field of every command, at each door',
    program: 'vitest',
    programArguments: faults('bad-input'),
    environment: (hours) => (hours >= 0.2 ? { SOAK_INPUT: 'all' } : {}),
    mostMinutes: 10,
  },
  {
    name: 'frames',
    what: '5,000 rounds of fuzzed frames and bodies',
    program: 'vitest',
    programArguments: faults('fuzzed-frames'),
    environment: (hours) => ({ SOAK_FUZZ: share(5000, hours, 60) }),
    mostMinutes: 10,
  },
  {
    name: 'hostile-traffic',
    what: '10 million hostile frames and requests, or an hour of them, against a server in a process of its own',
    program: 'vitest',
    programArguments: faults('hostile-traffic'),
    environment: (hours) => ({
      SOAK_HOSTILE: share(10_000_000, hours, 200_000),
      SOAK_HOSTILE_MINUTES: (55 * hours).toFixed(2),
    }),
    mostMinutes: 60,
  },
  {
    name: 'full-disk',
    what: 'a disk that is full, and is not',
    program: 'vitest',
    programArguments: faults('full-disk'),
    environment: nothing,
    mostMinutes: 4,
  },
  {
    name: 'clocks',
    what: 'clocks that are set, and zone rules that change',
    program: 'vitest',
    programArguments: [...faults('clocks'), 'tests/faults/zone-rules.test.ts'],
    environment: nothing,
    mostMinutes: 4,
  },
]
