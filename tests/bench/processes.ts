// Four processes on one PostgreSQL compared with one: the total CPU time per message that reaches a screen.
import { makeDatabase, startPostgres } from '../support/postgres.ts'
import { type Row, row, single } from './measure.ts'
import type { Options } from './options.ts'
import { type Storm, stormAll } from './storm-all.ts'
import { joinAs, makeGathering, type OurServer, startOurs } from './subjects/our-server.ts'

const several = 4
const busiest = 500
/** The highest rate first, so that every process is warm when it is measured. */
const rates = [busiest, 100, 10]

/** The baseline is one process on PostgreSQL with the same screens and replies. PostgreSQL's own CPU time is not counted. */
export async function benchProcesses(options: Options): Promise<Row[]> {
  const together: Storm[][] = []
  const alone: Storm[][] = []
  const postgres = await startPostgres()
  try {
    for (let run = 0; run < options.size.runs; run += 1) {
      together.push(await storm(postgres.url, several, options))
      alone.push(await storm(postgres.url, 1, options))
    }
  } finally {
    await postgres.remove()
  }
  return rates.flatMap((rate, index) => {
    const name = `${rate} replies/s before ${options.size.spread} screens, ${several} processes`
    const of = (runs: readonly Storm[][], read: (storm: Storm) => number) =>
      runs.flatMap((storms) => storms.slice(index, index + 1)).map((each) => single(read(each)))
    const cpu = ({ cpuOfMessage }: Storm) => cpuOfMessage
    const work = row(`${name}: their work for a message, beside one process`, 'µs', of(together, cpu), {
      bare: of(alone, cpu),
      goal: { of: 'ratio of medians', bound: 'at most', value: 1.3 },
    })
    if (rate !== busiest) return [work]
    const toldBy = (runs: readonly Storm[][]) =>
      runs.flatMap((storms) => storms.slice(index, index + 1)).map(({ told }) => told)
    return [
      work,
      row(`${name}: from the answer to each screen`, 'ms', toldBy(together), { bare: toldBy(alone) }),
    ]
  })
}

async function storm(serverUrl: string, processes: number, options: Options): Promise<Storm[]> {
  const database = await makeDatabase(serverUrl)
  const servers: OurServer[] = []
  try {
    for (let count = 0; count < processes; count += 1) {
      servers.push(await startOurs(options, { environment: { DATABASE_URL: database.url } }))
    }
    const gathering = await makeGathering(servers[0] as OurServer, options.size.cities)
    const { spread, seconds } = options.size
    const join = joinAs(gathering, 'prompt')
    return await stormAll(servers, gathering, join, rates, { watching: spread, seconds })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await database.drop()
  }
}
