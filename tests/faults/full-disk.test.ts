// A full disk: writes are refused with a clear reason, reads continue, and writes resume automatically once there is space.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { tellFigures } from '../support/figures.ts'
import { connectPerson, type Person, pause, snapshotOf } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { fillDisk, findSmallDisk, freeDisk } from '../support/small-disk.ts'
import { startTestApp, testInstant } from '../support/test-app.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'

type Machine = {
  readonly how: string
  readonly url: string
  /** Whether `printed` is the log of a process. */
  readonly isLogged: boolean
  readonly printed: () => string
  readonly signIn: () => Promise<string | undefined>
  readonly fill: () => Promise<void>
  readonly free: () => Promise<void>
}

test('F1: on a full disk writing is refused, reading goes on, writing goes on by itself, and nothing acknowledged is lost', async () => {
  const machine = await prepare()
  const organizer = await connectPerson(machine.url, await machine.signIn())
  const gatheringId = makeTestId()
  const meetingId = makeTestId()
  await setUp(organizer, gatheringId, meetingId)
  const participant = await connectPerson(machine.url)
  onTestFinished(() => {
    for (const { socket } of [organizer, participant]) socket.close()
  })
  const reply = (credential = makeSecret('r')) =>
    participant.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential })
  const confirmed = async () => {
    const reader = await connectPerson(machine.url)
    const { counts } = snapshotOf(await reader.join({ gathering: gatheringId, as: 'public' }))
    reader.socket.close()
    return counts.at(-1)?.confirmed
  }
  accepted(await reply())

  let acknowledged = 1
  await machine.fill()
  // The remaining space of the write-ahead log is used up first.
  await eventuallyRefused(async () => {
    const answer = await reply()
    if (answer.ok) acknowledged += 1
    return answer
  })
  for (let again = 0; again < 10; again += 1) {
    expect(await reply()).toEqual({ ok: false, reason: 'server-trouble' })
    expect(await confirmed()).toBe(acknowledged)
  }
  const health = await fetch(`${machine.url}/healthz`)
  expect([health.status, await health.json()]).toMatchObject([200, { ok: true, disk: 'full' }])
  // More than ten commands were refused: the first one wrote a log line, and no line has a stack trace.
  const lines = machine
    .printed()
    .split('\n')
    .filter((line) => line.includes('"trouble"'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    machine.isLogged ? [{ fault: 'full', times: 1 }] : [],
  )
  expect(lines.join('')).not.toContain('stack')

  await machine.free()
  // Resumes at once and by itself: the first try succeeds.
  for (let more = 0; more < 10; more += 1) accepted(await reply())
  expect(await confirmed()).toBe(acknowledged + 10)
  tellFigures('full disk', { how: machine.how, acknowledged: acknowledged + 10 })
})

/** A real small disk if this machine can mount one; otherwise SQLite's size is limited, and the test says so. */
async function prepare(): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-full-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const disk = findSmallDisk(directory, '6m')
  if (!disk.ok) {
    console.log(`This machine lets us mount no small disk (${disk.why}): SQLite is told to be full instead.`)
    return prepareByLimit()
  }
  const server = await prepareServerProcess({ DATA_DIR: directory }, { under: disk.under })
  await server.start()
  onTestFinished(() => server.kill())
  const pid = server.pid() ?? 0
  return {
    how: 'tmpfs of 6 MB',
    url: server.url,
    isLogged: true,
    printed: server.printed,
    signIn: async () => {
      const body = JSON.stringify({ token: await server.claimToken() })
      const claimed = await fetch(`${server.url}/api/claim`, { method: 'POST', body })
      return claimed.headers.get('set-cookie')?.split(';')[0]
    },
    fill: async () => expect(fillDisk(pid, directory)).toBeGreaterThan(1_000_000),
    free: async () => freeDisk(pid, directory),
  }
}

async function prepareByLimit(): Promise<Machine> {
  const app = await startTestApp()
  onTestFinished(async () => {
    await app.close()
  })
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(app.store().db)
  return {
    how: 'a limit in SQLite',
    url: app.url(),
    isLogged: false,
    printed: () => '',
    signIn: app.signIn,
    fill: async () => void (await limit(1)),
    free: async () => void (await limit(1_000_000)),
  }
}

async function setUp(organizer: Person, gatheringId: string, meetingId: string): Promise<void> {
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  // The server's clock is either the machine's or the test's.
  const startsAt = Math.max(testInstant, Date.now() + 86_400_000)
  const edit = { startsAt, leadPlaceId: cityIds.idlib, texts: { en: { title: 'One hour' } } }
  accepted(await organizer.ask('editGathering', gatheringId, edit))
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  const payload = { meetingId, placeId: cityIds.idlib, hostSecret: makeSecret('h'), plan: openPlan }
  accepted(await organizer.ask('addMeeting', gatheringId, payload))
}

async function eventuallyRefused(ask: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (!(await ask()).ok) return
    // A socket is rate limited.
    await pause(35)
  }
  throw new Error('the disk never was full')
}
