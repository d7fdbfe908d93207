// Metrics of a running process in Prometheus's text format (version 0.0.4). No label contains a gathering, a city, a person or an address.
import { timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Answer } from '#shared/protocol/answers.ts'
import { hashSecret } from '../secrets.ts'

/** Values that other parts supply at the time of a request. */
export type Gauges = {
  readonly sockets: () => number
  readonly isClockSteady: () => boolean
  readonly isStopping: () => boolean
}

export type Metrics = {
  readonly answered: (answer: Answer, ms: number) => void
  readonly responded: (status: number) => void
  readonly troubled: () => void
  readonly text: (gauges: Gauges) => string
  readonly stop: () => void
}

type Outcome = 'accepted' | 'refused' | 'busy' | 'trouble'

/** Histogram buckets, seconds. */
const buckets = [0.005, 0.02, 0.1, 0.5, 1, 3, 10]

export function createMetrics(): Metrics {
  const outcomes = new Map<Outcome, number>(
    (['accepted', 'refused', 'busy', 'trouble'] as const).map((outcome) => [outcome, 0]),
  )
  const statuses = new Map<string, number>(['1xx', '2xx', '3xx', '4xx', '5xx'].map((status) => [status, 0]))
  const durations = buckets.map(() => 0)
  let durationSum = 0
  let durationCount = 0
  let troubles = 0
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const raise = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)
  return {
    answered: (answer, ms) => {
      raise(outcomes, outcomeOf(answer))
      durationSum += ms / 1000
      durationCount += 1
      for (const [index, bound] of buckets.entries())
        if (ms / 1000 <= bound) durations[index] = (durations[index] ?? 0) + 1
    },
    responded: (status) => void raise(statuses, `${Math.floor(status / 100)}xx`),
    troubled: () => {
      troubles += 1
    },
    text: (gauges) => {
      const { user, system } = process.cpuUsage()
      const { rss, heapUsed } = process.memoryUsage()
      const lag = delay.percentile(99) / 1e9
      delay.reset()
      return [
        ...metric('process_cpu_seconds_total', 'counter', 'CPU time of the process.', (user + system) / 1e6),
        ...metric('process_resident_memory_bytes', 'gauge', 'Resident memory.', rss),
        ...metric('nodejs_heap_used_bytes', 'gauge', 'Used heap.', heapUsed),
        ...metric('process_uptime_seconds', 'gauge', 'Since the start.', process.uptime()),
        ...metric(
          'multaqa_event_loop_lag_seconds',
          'gauge',
          'Delay of the event loop since the last scrape, 99th percentile.',
          lag,
        ),
        ...metric('multaqa_sockets', 'gauge', 'Open sockets.', gauges.sockets()),
        ...metric(
          'multaqa_clock_steady',
          'gauge',
          '1 while data is deleted by date, 0 while the clock is in doubt.',
          Number(gauges.isClockSteady()),
        ),
        ...metric('multaqa_stopping', 'gauge', '1 while the process ends.', Number(gauges.isStopping())),
        ...metric(
          'multaqa_troubles_total',
          'counter',
          'Bugs and failed writes, each a line in the log.',
          troubles,
        ),
        ...family('multaqa_commands_total', 'counter', 'Commands by outcome.', 'outcome', outcomes),
        ...family('multaqa_http_responses_total', 'counter', 'HTTP responses by class.', 'status', statuses),
        '# HELP multaqa_command_seconds From a command to its answer.',
        '# TYPE multaqa_command_seconds histogram',
        ...buckets.map((bound, index) => `multaqa_command_seconds_bucket{le="${bound}"} ${durations[index]}`),
        `multaqa_command_seconds_bucket{le="+Inf"} ${durationCount}`,
        `multaqa_command_seconds_sum ${durationSum}`,
        `multaqa_command_seconds_count ${durationCount}`,
        '',
      ].join('\n')
    },
    stop: () => void delay.disable(),
  }
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.ok) return 'accepted'
  if (answer.reason === 'server-trouble') return 'trouble'
  return answer.reason === 'busy' || answer.reason === 'too-fast' ? 'busy' : 'refused'
}

type Kind = 'counter' | 'gauge'

function metric(name: string, kind: Kind, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, `${name} ${value}`]
}

function family(
  name: string,
  kind: Kind,
  help: string,
  label: string,
  counts: ReadonlyMap<string, number>,
): string[] {
  const lines = [...counts].map(([value, count]) => `${name}{${label}="${value}"} ${count}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines]
}

/** `header`: `Authorization`, with a bearer token (RFC 6750). Compares in constant time. */
export function isBearer(header: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer ([^\s]{1,500})$/i.exec(header ?? '') ?? []
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)))
}
