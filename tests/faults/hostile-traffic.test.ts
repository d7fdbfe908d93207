// Hostile frames and requests against the real server in its own process: it answers people, never crashes, and its memory stays constant.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFigures } from '../support/figures.ts'
import { sendHostileTraffic, type Targets } from '../support/hostile-traffic.ts'
import { connectPerson, type Person, snapshotOf } from '../support/person.ts'
import { prepareServerProcess, type ServerProcess } from '../support/server-process.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'

const seed = Number(process.env['SEED'] ?? 20_180_120)
const count = Number(process.env['SOAK_HOSTILE'] ?? 200_000)
const longestMs = Number(process.env['SOAK_HOSTILE_MINUTES'] ?? 0.75) * 60_000
const mostGrownMB = 96

let folder: string
let server: ServerProcess
let organizer: Person
let targets: Targets

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multaqa-hostile-'))
  server = await prepareServerProcess({ DATA_DIR: folder })
  await server.start()
  const token = await server.claimToken()
  const claimed = await fetch(`${server.url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  organizer = await connectPerson(server.url, claimed.headers.get('set-cookie')?.split(';')[0])
  const gatheringId = makeTestId()
  const meetingId = makeTestId()
  const [host, reply] = [makeSecret('h'), makeSecret('r')]
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  accepted(
    await organizer.ask('editGathering', gatheringId, {
      startsAt: Date.now() + 3_600_000,
      lengthMs: 7_200_000,
      leadPlaceId: cityIds.berlin,
      texts: { en: { title: 'One hour', slogan: 'Together', statement: 'We meet.' } },
    }),
  )
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  const city = { meetingId, placeId: cityIds.berlin, hostSecret: host, plan: openPlan }
  accepted(await organizer.ask('addMeeting', gatheringId, city))
  accepted(
    await organizer.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential: reply }),
  )
  const { gathering } = snapshotOf(await organizer.join({ gathering: gatheringId, as: 'organizer' }))
  targets = { url: server.url, gatheringId, slug: gathering.slug, meetingId, secrets: [host, reply] }
}, 60_000)
afterAll(async () => {
  organizer.socket.close()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Resident memory of the server, MB. */
function residentMB(): number {
  if (!existsSync(`/proc/${server.pid()}/statm`))
    throw new Error(`the server ended: ${server.printed().slice(-2000)}`)
  const [, pages] = readFileSync(`/proc/${server.pid()}/statm`, 'latin1').split(' ')
  return Math.round((Number(pages) * 4096) / 2 ** 20)
}

test(
  `C2: hostile frames and requests end nothing, are answered without 5xx, and leave memory flat (SEED=${seed})`,
  async () => {
    const pid = server.pid()
    // Warms up the JIT and the caches before measuring memory.
    await sendHostileTraffic(targets, { seed, count: count / 10, ms: longestMs / 5 })
    const before = residentMB()
    const startedAt = performance.now()
    const sent = await sendHostileTraffic(targets, { seed: seed + 1, count, ms: (longestMs * 4) / 5 })
    const grownMB = residentMB() - before
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const { frames, requests } = sent
    tellFigures('hostile traffic', { frames, requests, seconds, beforeMB: before, grownMB })
    // The log explains an internal error.
    expect(server.printed()).not.toMatch(/"level":(?:50|60)/)
    expect(sent.serverErrors).toEqual([])
    expect(sent.frames).toBeGreaterThan(1000)
    expect(sent.requests).toBeGreaterThan(100)
    expect(server.pid()).toBe(pid)
    expect(grownMB).toBeLessThan(mostGrownMB)
    const credential = makeSecret('r')
    const { gatheringId, meetingId } = targets
    accepted(await organizer.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential }))
  },
  longestMs + 60_000,
)
