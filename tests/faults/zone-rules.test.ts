// A government postpones a clock change three days before it, as Lebanon did in March 2023: instants stay, local times follow new rules.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectPerson, eventually, snapshotOf } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { accepted, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'

/** Rules in ICU's format, which Node can load. The text file in each folder says what it contains and how it was built. */
const releases = {
  'as-planned': '2023-as-planned',
  'as-decreed': '2023-as-decreed',
  'without-summer-time': '2038-standard',
} as const
type Folder = keyof typeof releases
let isPublished = false
const rules = (folder: Folder) => ({
  ICU_TIMEZONE_FILES_DIR: join(import.meta.dirname, 'zone-rules', folder),
})
/** 28 March 2023, 18:00 UTC: two days after the planned change of clocks. */
const startsAt = Date.UTC(2023, 2, 28, 18)
const root = join(import.meta.dirname, '..', '..')

/** The results of our own local time rules in a process with these zone rules. */
function localTimes(environment: Readonly<Record<string, string>>) {
  const program = `
    import { clock, instantFromLocal, localFromInstant, offsetMinutes } from '#shared/domain/time.ts'
    import { installZoneRules } from '#server/zones/zone-rules.ts'
    installZoneRules()
    const zones = ['Asia/Beirut', 'Europe/Berlin']
    console.log(JSON.stringify({
      rules: process.versions.tz,
      local: zones.map((zone) => localFromInstant(${startsAt}, zone)),
      shown: zones.map((zone) => clock(${startsAt}, zone, 'en-GB', 'time')),
      offsets: zones.map((zone) => offsetMinutes(${startsAt}, zone)),
      typed: instantFromLocal('2023-03-28T20:00', 'Asia/Beirut'),
      later: localFromInstant(${Date.UTC(2023, 3, 28, 18)}, 'Asia/Beirut'),
    }))`
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  })
  return JSON.parse(output) as unknown
}

test('local times follow the rules of the day, in the city whose rules changed and in no other', () => {
  const asPlanned = localTimes(rules('as-planned'))
  expect(asPlanned).toEqual({
    rules: '2023-as-planned',
    local: ['2023-03-28T21:00', '2023-03-28T20:00'],
    shown: ['21:00', '20:00'],
    offsets: [180, 120],
    typed: Date.UTC(2023, 2, 28, 17),
    later: '2023-04-28T21:00',
  })
  expect(localTimes(rules('as-decreed'))).toEqual({
    rules: '2023-as-decreed',
    local: ['2023-03-28T20:00', '2023-03-28T20:00'],
    shown: ['20:00', '20:00'],
    offsets: [120, 120],
    // The typed time 20:00 now means another instant.
    typed: Date.UTC(2023, 2, 28, 18),
    later: '2023-04-28T21:00',
  })
})

test('a server that starts with other zone rules keeps the instant, has calendars read anew where a clock was moved, and says which', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-zones-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const gatheringId = makeTestId()
  const meetingId = makeTestId()
  const inTheYears = Date.UTC(2039, 2, 28, 18)
  const planned = await readWith('as-planned')
  expect(planned).toMatchObject({
    startsAt: inTheYears,
    zones: ['Asia/Beirut'],
    moved: [null],
    // In UTC, so that no reader's own rules can change it.
    lines: ['DTSTART:20390328T180000Z', 'DTEND:20390328T200000Z'],
  })
  expect(planned.printed).not.toContain('Zone rules changed')

  // Rules that differ, but not on that day: no calendar must refresh.
  const decreed = await readWith('as-decreed')
  expect(decreed).toEqual({ ...planned, printed: decreed.printed })
  expect(decreed.printed).not.toContain('Zone rules changed')

  const moved = await readWith('without-summer-time', 'Zone rules changed')
  expect(moved).toMatchObject({ startsAt: inTheYears, zones: planned.zones, lines: planned.lines })
  expect(moved.revisions[0]).toBe((planned.revisions[0] ?? 0) + 1)
  expect(moved.sequence).toBeGreaterThan(planned.sequence)
  expect(moved.moved).toEqual([{ from: '2039-03-28T21:00', to: '2039-03-28T20:00' }])
  expect(moved.printed).toContain(
    'Beirut (Asia/Beirut) begins at 2039-03-28T20:00 by its clock, before at 2039-03-28T21:00.',
  )

  // And back: the original times, with one more revision so that calendars refresh.
  const restored = await readWith('as-planned', 'Zone rules changed')
  expect(restored).toMatchObject({ moved: [null], revisions: [(moved.revisions[0] ?? 0) + 1] })

  async function readWith(folder: Folder, awaited?: string) {
    const environment = rules(folder)
    const server = await prepareServerProcess({ DATA_DIR: directory }, { environment })
    onTestFinished(() => server.kill())
    await server.start()
    const release = releases[folder]
    await eventually(() =>
      expect(server.printed()).toContain(`tzdata ${release}, from ${environment.ICU_TIMEZONE_FILES_DIR}`),
    )
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({
      ok: true,
      tzdata: release,
    })
    if (folder === 'as-planned' && !isPublished) await publish(server.url, await server.claimToken())
    isPublished = true
    if (awaited !== undefined) await eventually(() => expect(server.printed()).toContain(awaited))
    const reader = await connectPerson(server.url)
    const { gathering, meetings } = snapshotOf(await reader.join({ gathering: gatheringId, as: 'public' }))
    reader.socket.close()
    const file = await (await fetch(`${server.url}/g/${gathering.slug}/${meetingId}.ics`)).text()
    await server.kill('SIGTERM')
    return {
      startsAt: gathering.startsAt,
      zones: meetings.map(({ place }) => place.timeZone),
      revisions: meetings.map(({ revision }) => revision),
      moved: meetings.map(({ zoneMoved }) => zoneMoved),
      lines: file.split('\r\n').filter((line) => /^(?:DTSTART|DTEND)/.test(line)),
      sequence: Number(/^SEQUENCE:(\d+)/m.exec(file)?.[1]),
      printed: server.printed(),
    }
  }

  async function publish(url: string, token: string): Promise<void> {
    const claimed = await fetch(`${url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
    const organizer = await connectPerson(url, claimed.headers.get('set-cookie')?.split(';')[0])
    accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
    const edit = {
      startsAt: inTheYears,
      lengthMs: 7_200_000,
      leadPlaceId: beirut,
      texts: { en: { title: 'One hour' } },
    }
    accepted(await organizer.ask('editGathering', gatheringId, edit))
    accepted(await organizer.ask('publishGathering', gatheringId, {}))
    const payload = { meetingId, placeId: beirut, hostSecret: makeSecret('h'), plan: openPlan }
    accepted(await organizer.ask('addMeeting', gatheringId, payload))
    organizer.socket.close()
  }
}, 240_000)

/** The place's GeoNames id. */
const beirut = '276781'
