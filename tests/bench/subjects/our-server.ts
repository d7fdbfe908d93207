// Starts our server as people start it, from the build and in its own process, with a public gathering in it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCities } from '#server/gazetteer/read-cities.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { connectPerson, type Person, pause, snapshotOf } from '../../support/person.ts'
import { type RunningServer, startServer } from '../../support/start-server.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../../support/test-gathering.ts'
import type { Target } from '../load/senders.ts'
import { askMemory, cpuMsOf, memoryFlags, type Subject } from './subject.ts'

export type OurServer = Subject & { readonly running: RunningServer }

const root = join(import.meta.dirname, '..', '..', '..')
export const profileFolder = join(root, 'test-results', 'profiles')
const hourMs = 60 * 60_000

export async function startOurs(
  options: { readonly profile: boolean },
  more: {
    /** Copies a database into the data folder before the first start. */
    readonly prepare?: (dataDirectory: string) => Promise<void>
    readonly environment?: Readonly<Record<string, string>>
  } = {},
): Promise<OurServer> {
  if (options.profile) mkdirSync(profileFolder, { recursive: true })
  const profiling = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []
  const { prepare, environment } = more
  const given = {
    EXAMPLE: 'off',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: '',
    TRUSTED_PROXIES: '127.0.0.0/8',
    ...environment,
  }
  const running = await startServer(given, ['--with-claim'], {
    nodeArguments: [...memoryFlags, ...profiling],
    ...(prepare === undefined ? {} : { prepare }),
  })
  // Also when the benchmark fails unexpectedly.
  process.once('exit', () => void running.kill())
  return {
    running,
    port: () => running.port,
    memoryBytes: () => askMemory(running.pid(), running.output),
    cpuMs: () => cpuMsOf(running.pid()),
    killAndRestart: async () => {
      await running.kill()
      await running.restart()
    },
    stop: async () => {
      // A process writes its profile only if it exits by itself.
      if (options.profile) await running.kill('SIGTERM')
      await running.stop()
    },
  }
}

export type MadeGathering = Target & { readonly slug: string; readonly placeIds: readonly string[] }

/** Published, with `cities` of the largest places, no capacity, all counts exact. */
export async function makeGathering(
  { running }: OurServer,
  cities: number,
  startsAt = Date.now() + 24 * hourMs,
): Promise<MadeGathering> {
  const token = running.claimUrl().split('#')[1]
  const claimed = await fetch(`${running.url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  const organizer = await connectPerson(running.url, claimed.headers.get('set-cookie')?.split(';')[0])
  const gatheringId = makeTestId()
  const order = <Name extends CommandName>(name: Name, payload: CommandInput<Name>) =>
    askPatiently(organizer, name, gatheringId, payload)
  await order('createGathering', { language: 'en' })
  await order('editGathering', {
    startsAt,
    lengthMs: 2 * hourMs,
    leadPlaceId: cityIds.berlin,
    texts: { en: { title: 'One hour', slogan: 'Together', statement: 'We meet.' } },
  })
  await order('publishGathering', {})
  const placeIds = await largestPlaces(cities)
  const meetingIds: string[] = []
  for (const placeId of placeIds) {
    const meetingId = makeTestId()
    await order('addMeeting', { meetingId, placeId, hostSecret: makeSecret('h'), plan: openPlan })
    meetingIds.push(meetingId)
  }
  const { gathering } = snapshotOf(await organizer.join({ gathering: gatheringId, as: 'public' }))
  organizer.socket.close()
  return { gatheringId, meetingIds, placeIds, slug: gathering.slug }
}

async function askPatiently<Name extends CommandName>(
  organizer: Person,
  name: Name,
  gatheringId: string,
  payload: CommandInput<Name>,
): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await organizer.ask(name, gatheringId, payload)
    if (answer.ok || answer.reason !== 'too-fast') return void accepted(answer)
    await pause(100)
  }
  throw new Error(`too fast for ever: ${name}`)
}

async function largestPlaces(count: number): Promise<readonly string[]> {
  const places = (await readCities()).map(({ place }) => place)
  return places
    .sort((one, other) => other.population - one.population)
    .slice(0, count)
    .map(({ placeId }) => placeId)
}

/** The join request of a screen; `pace` is for servers that support it. */
export function joinAs(
  target: Target,
  pace: 'prompt' | 'sparing',
  known?: { readonly epoch: string; readonly version: number },
): string {
  return JSON.stringify({ gathering: target.gatheringId, as: 'public', pace, known })
}
