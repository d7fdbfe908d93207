// A government moves the clocks three days before, as Lebanon's did in March 2023: the instant stays, and what each city's clock shows follows.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectPerson, snapshotOf } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { accepted, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'

/** Rules in ICU's form, which Node takes instead of its own. Each folder's text says what is in it and how it was built. */
const rules = (folder: 'as-planned' | 'as-decreed') => ({
  ICU_TIMEZONE_FILES_DIR: join(import.meta.dirname, 'zone-rules', folder),
})
/** 28 March 2023, 18:00 UTC: two days after the clocks were to go forward. */
const startsAt = Date.UTC(2023, 2, 28, 18)
const root = join(import.meta.dirname, '..', '..')

/** What our own rules for local time say in a process that has these zone rules. */
function localTimes(environment: Readonly<Record<string, string>>) {
  const program = `
    import { clock, instantFromLocal, localFromInstant, offsetMinutes } from '#shared/domain/time.ts'
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
    // Whoever types eight in the evening means another instant now.
    typed: Date.UTC(2023, 2, 28, 18),
    later: '2023-04-28T21:00',
  })
})

test('a server that starts with other zone rules keeps the instant, in what it tells and in calendar files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-zones-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const gatheringId = makeTestId()
  const meetingId = makeTestId()
  const inTheYears = Date.UTC(2039, 2, 28, 18)
  const read: unknown[] = []
  for (const folder of ['as-planned', 'as-decreed'] as const) {
    const server = await prepareServerProcess({ DATA_DIR: directory }, { environment: rules(folder) })
    onTestFinished(() => server.kill())
    await server.start()
    if (read.length === 0) await publish(server.url, await server.claimToken())
    const reader = await connectPerson(server.url)
    const { gathering, meetings } = snapshotOf(await reader.join({ gathering: gatheringId, as: 'public' }))
    reader.socket.close()
    const file = await fetch(`${server.url}/g/${gathering.slug}/${meetingId}.ics`)
    const lines = (await file.text()).split('\r\n').filter((line) => /^(?:DTSTART|DTEND|SEQUENCE)/.test(line))
    read.push({ startsAt: gathering.startsAt, zones: meetings.map(({ place }) => place.timeZone), lines })
    await server.kill()
  }
  expect(read[0]).toEqual({
    startsAt: inTheYears,
    zones: ['Asia/Beirut'],
    // In UTC, so that no reader's own rules can move it, and nothing need be sent anew.
    lines: [expect.stringMatching(/^SEQUENCE:\d+$/), 'DTSTART:20390328T180000Z', 'DTEND:20390328T200000Z'],
  })
  expect(read[1]).toEqual(read[0])

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
})

/** GeoNames' number. */
const beirut = '276781'
