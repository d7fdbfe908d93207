import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { instantFromLocal, localFromInstant } from '#shared/domain/time.ts'
import { clientFolder } from '../support/client-folder.ts'
import { type Person, snapshotOf } from '../support/person.ts'
import { ensurePythonReader, readWithIcalJs, readWithPython } from '../support/read-calendar.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let person: Person

beforeAll(async () => {
  ensurePythonReader()
  app = await startTestApp({ assets: openAssets(clientFolder) })
  person = await app.connect()
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url()}${path}`, { headers })

async function read(path: string) {
  const response = await get(path)
  expect({ path, type: response.headers.get('content-type') }).toEqual({
    path,
    type: 'text/calendar; charset=utf-8',
  })
  const text = await response.text()
  return { text, entries: readWithPython(text).entries, instants: readWithIcalJs(text) }
}

/** The file's only entry; throws if there is none. */
async function readOne(path: string) {
  const { entries } = await read(path)
  expect(entries).toHaveLength(1)
  const [entry] = entries
  if (entry === undefined) throw new Error('none')
  return entry
}

/** A city in each zone, starting with the zones that have the strangest clock changes. */
async function fortyPlaces() {
  const odd = ['Asia/Damascus', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca']
  const others = ['Asia/Beirut', 'Asia/Amman', 'Africa/Cairo', 'Europe/Dublin', 'America/St_Johns']
  const zones = [...new Set([...odd, ...others, ...Intl.supportedValuesOf('timeZone')])]
  const found = new Map<string, { placeId: string; timeZone: string }>()
  for (const zone of zones) {
    if (found.size === 40) break
    const response = await get(`/api/places?zone=${encodeURIComponent(zone)}`)
    const [place] = ((await response.json()) as { places: { placeId: string; timeZone: string }[] }).places
    if (place !== undefined) found.set(place.placeId, place)
  }
  expect(found.size).toBe(40)
  return [...found.values()]
}

describe('every local time of forty cities, by two readers that nobody here wrote', () => {
  const instants = {
    'in winter': Date.UTC(2027, 0, 20, 15),
    'on the day Europe goes forward': Date.UTC(2027, 2, 28, 0, 30),
    'in the hour that America has twice': Date.UTC(2026, 10, 1, 5, 30),
  }
  let gathering: TestGathering
  let meetings: readonly { readonly meetingId: string; readonly timeZone: string }[]

  beforeAll(async () => {
    gathering = await makeGathering(app)
    const added = []
    for (const { placeId, timeZone } of await fortyPlaces()) {
      added.push({ ...(await gathering.addCity(placeId)), timeZone })
    }
    meetings = added
  }, 60_000)

  test.each(Object.entries(instants))('at one instant, %s', async (_name, startsAt) => {
    await gathering.order('editGathering', { startsAt, clockRule: 'same-instant' })
    const { text, entries, instants } = await read(`/g/${gathering.slug}.ics`)
    expect(entries).toHaveLength(40)
    expect(text).not.toContain('VTIMEZONE')
    for (const { meetingId } of meetings) {
      const entry = entries.find(({ uid }) => uid === `${meetingId}@multaqa`)
      expect(entry?.start).toMatchObject({ byFile: startsAt, byPython: startsAt, zone: null })
      expect(entry?.end.byFile).toBe(startsAt + 7_200_000)
      expect(instants.get(`${meetingId}@multaqa`)).toEqual({ start: startsAt, end: startsAt + 7_200_000 })
    }
  })

  test.each(Object.entries(instants))('at the same hour of each clock, %s', async (_name, startsAt) => {
    await gathering.order('editGathering', { startsAt, clockRule: 'same-local-hour' })
    const { text, entries, instants } = await read(`/g/${gathering.slug}.ics`)
    const hour = localFromInstant(startsAt, 'Europe/Istanbul')
    for (const { meetingId, timeZone } of meetings) {
      const expected = instantFromLocal(hour, timeZone)
      const entry = entries.find(({ uid }) => uid === `${meetingId}@multaqa`)
      if (entry === undefined || expected === null) throw new Error(timeZone)
      const { zone, shown } = entry.start
      expect({ timeZone, at: entry.start.byFile }).toEqual({ timeZone, at: expected })
      expect({ timeZone, at: entry.start.byPython }).toEqual({ timeZone, at: expected })
      expect({ timeZone, ...instants.get(entry.uid) }).toEqual({
        timeZone,
        start: expected,
        end: expected + 7_200_000,
      })
      expect([entry.end.byFile, entry.end.byPython]).toEqual([expected + 7_200_000, expected + 7_200_000])
      if (zone !== null)
        expect({ zone, shown }).toEqual({ zone: timeZone, shown: localFromInstant(expected, zone) })
    }
    // In UTC only if the local time is ambiguous, which is rare.
    expect(entries.filter(({ start }) => start.zone === null).length).toBeLessThan(4)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })
})

describe('what stands in an entry', () => {
  test('words with their language, the city and its centre, the gathering it is part of, and nobody', async () => {
    const gathering = await makeGathering(app)
    await gathering.order('editGathering', {
      languages: ['en', 'ar'],
      texts: { ar: { title: 'ساعةٌ واحدة، معًا', slogan: 'في كلّ مدينةٍ؛ نلتقي' } },
    })
    const { meetingId } = await gathering.addCity(cityIds.gaziantep, { venue: 'قاعة, ب', address: 'شارع ١' })
    const path = `/g/${gathering.slug}/${meetingId}.ics?lang=ar`
    const entry = await readOne(path)
    expect(entry).toMatchObject({
      uid: `${meetingId}@multaqa`,
      summary: 'ساعةٌ واحدة، معًا · غازي عنتاب',
      language: 'ar',
      location: 'قاعة, ب, شارع ١, غازي عنتاب',
      status: 'CONFIRMED',
      relatedTo: `${gathering.gatheringId}@multaqa`,
      url: `${app.url()}/g/${gathering.slug}/${meetingId}`,
      alarms: 2,
      people: [],
    })
    const { text } = await read(path)
    expect(text).toMatch(/\r\nGEO:37\.\d+;37\.\d+\r\n/)
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H')
    expect(text).toContain('X-PUBLISHED-TTL:PT1H')
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|METHOD/)
    // Otherwise the alarms of all cities would ring at once.
    expect((await readOne(`/g/${gathering.slug}.ics`)).alarms).toBe(0)
  })

  test('a stream stands there once its city has put it up, and its address is as it was typed', async () => {
    const gathering = await makeGathering(app)
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin)
    const address = 'https://streams.example/hall;a,b?x=1&y="2"'
    const stream = { meetingId, streamId: 'stream-of-hall', role: 'main', address } as const
    const host = { credential: hostSecret }
    accepted(await person.ask('addStream', gathering.gatheringId, stream, host))
    const path = `/g/${gathering.slug}/${meetingId}.ics?lang=en`
    const unfolded = async () => (await (await get(path)).text()).replace(/\r\n /g, '')
    expect(await unfolded()).not.toContain('CONFERENCE')
    accepted(await person.ask('setLink', gathering.gatheringId, { meetingId, status: 'ready' }, host))
    expect(await unfolded()).toContain(
      'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="Berlin";LANGUAGE=en:https://streams.example/hall;a,b?x=1&y=%222%22\r\n',
    )
  })

  test('a telephone stands there as an address that no calendar program cuts', async () => {
    const gathering = await makeGathering(app)
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin)
    const stream = {
      meetingId,
      streamId: 'stream-by-phone',
      role: 'phone',
      address: '+49 30 123456,,9876#;1',
    } as const
    const host = { credential: hostSecret }
    accepted(await person.ask('addStream', gathering.gatheringId, stream, host))
    accepted(await person.ask('setLink', gathering.gatheringId, { meetingId, status: 'ready' }, host))
    const file = await (await get(`/g/${gathering.slug}/${meetingId}.ics?lang=en`)).text()
    expect(file.replace(/\r\n /g, '')).toContain(
      'CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL="Berlin";LANGUAGE=en:tel:+4930123456%2C%2C9876%23%3B1\r\n',
    )
  })

  test('a closed address and a meeting for guests stay out of every calendar', async () => {
    const gathering = await makeGathering(app)
    const exposure = { existence: 'public', counts: 'hidden', address: 'vouched' } as const
    const closed = { venue: 'canary-venue', address: 'canary-address', exposure }
    const { meetingId } = await gathering.addCity(cityIds.berlin, closed)
    const hidden = await gathering.addCity(cityIds.toronto, { exposure: invited, venue: 'canary-hidden' })
    for (const path of [
      `/g/${gathering.slug}/${meetingId}.ics`,
      `/g/${gathering.slug}.ics`,
      `/g/${gathering.slug}/gathering.ics`,
      '/calendar.ics?country=DE',
      '/calendar.ics?country=CA',
    ]) {
      const { text } = await read(path)
      const unfolded = text.replace(/\r\n /g, '')
      expect(unfolded).not.toContain('canary')
      expect(unfolded).not.toContain(hidden.meetingId)
    }
    expect((await get(`/g/${gathering.slug}/${hidden.meetingId}.ics`)).status).toBe(404)
  })
})

describe('plans that change', () => {
  test('P3: each change raises SEQUENCE, and a reply does not', async () => {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const path = `/g/${gathering.slug}/${meetingId}.ics`
    const sequence = async () => Number(/\r\nSEQUENCE:(\d+)\r\n/.exec(await (await get(path)).text())?.[1])
    const seen = [await sequence()]
    const payload = { meetingId, partySize: 2 }
    const credential = makeSecret('r')
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    expect(await sequence()).toBe(seen[0])
    const steps = [
      () => gathering.order('editGathering', { startsAt: testInstant + 3_600_000 }),
      () => gathering.order('editMeeting', { meetingId, edit: { venue: 'Another hall' } }),
      () => gathering.order('moveMeeting', { meetingId, placeId: cityIds.aleppo }),
      () => gathering.order('postponeGathering', {}),
      () => gathering.order('reinstateGathering', {}),
      () => gathering.order('cancelGathering', {}),
      () => gathering.order('reinstateGathering', {}),
      () => gathering.order('withdrawMeeting', { meetingId }),
      () => gathering.order('approveMeeting', { meetingId }),
    ]
    for (const step of steps) {
      await step()
      seen.push(await sequence())
    }
    expect(seen).toHaveLength(10)
    expect(seen.every(Number.isInteger)).toBe(true)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  })

  test('A11: postponed, the former date is a possibility; cancelled and withdrawn, it is struck out', async () => {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const path = `/g/${gathering.slug}/${meetingId}.ics`
    await gathering.order('postponeGathering', {})
    expect(await readOne(path)).toMatchObject({ status: 'TENTATIVE', start: { byFile: testInstant } })
    await gathering.order('cancelGathering', {})
    expect(await readOne(path)).toMatchObject({ status: 'CANCELLED', alarms: 0 })
    expect(await readOne(`/g/${gathering.slug}/gathering.ics`)).toMatchObject({ status: 'CANCELLED' })
    await gathering.order('reinstateGathering', {})
    await gathering.order('reinstateGathering', {})
    await gathering.order('withdrawMeeting', { meetingId })
    const off = await readOne(path)
    expect(off).toMatchObject({ uid: `${meetingId}@multaqa`, status: 'CANCELLED', location: 'برلين' })
    expect(await readOne(`/g/${gathering.slug}.ics`)).toEqual({ ...off, alarms: 0 })
  })

  test('a merged city is struck out, the one it went to is not', async () => {
    const gathering = await makeGathering(app)
    const from = await gathering.addCity(cityIds.berlin)
    const into = await gathering.addCity(cityIds.berlin)
    await gathering.order('mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId })
    const { entries } = await read(`/g/${gathering.slug}.ics`)
    expect(Object.fromEntries(entries.map(({ uid, status }) => [uid, status]))).toEqual({
      [`${from.meetingId}@multaqa`]: 'CANCELLED',
      [`${into.meetingId}@multaqa`]: 'CONFIRMED',
    })
  })

  test('A11: what strangers never saw is not struck out either: it is not there', async () => {
    const gathering = await makeGathering(app, { published: false })
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    await gathering.order('withdrawMeeting', { meetingId })
    const hidden = await gathering.addCity(cityIds.toronto, { exposure: invited })
    await gathering.order('publishGathering', {})
    await gathering.order('withdrawMeeting', { meetingId: hidden.meetingId })
    const { slug } = snapshotOf(
      await person.join({ gathering: gathering.gatheringId, as: 'public' }),
    ).gathering
    expect((await read(`/g/${slug}.ics`)).entries).toEqual([])
    for (const id of [meetingId, hidden.meetingId])
      expect((await get(`/g/${slug}/${id}.ics`)).status).toBe(404)
  })

  test('A10: a withdrawn city that was closed to strangers afterwards is no longer named as cancelled', async () => {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    await gathering.order('withdrawMeeting', { meetingId })
    expect((await read(`/g/${gathering.slug}.ics`)).entries).toMatchObject([{ status: 'CANCELLED' }])
    await gathering.order('editMeeting', { meetingId, edit: { exposure: invited } })
    expect((await read(`/g/${gathering.slug}.ics`)).entries).toEqual([])
    expect((await get(`/g/${gathering.slug}/${meetingId}.ics`)).status).toBe(404)
  })

  test('a feed can be followed before there is a date', async () => {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const other = await makeGathering(app, { published: false })
    await other.order('editGathering', { startsAt: null })
    await other.order('publishGathering', {})
    expect((await read(`/g/${other.gatheringId}.ics`)).entries).toEqual([])
    expect((await read(`/g/${gathering.slug}.ics`)).entries).toMatchObject([{ uid: `${meetingId}@multaqa` }])
  })
})

describe('asking again', () => {
  test('costs no body until what stands there has changed, and a reply changes nothing', async () => {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    for (const path of [`/g/${gathering.slug}.ics`, `/g/${gathering.slug}/${meetingId}.ics`]) {
      const first = await get(path)
      const tag = first.headers.get('etag') ?? ''
      const modified = first.headers.get('last-modified') ?? ''
      expect(tag).toMatch(/^"[\w-]{22}\.\w+"$/)
      expect(Date.parse(modified)).toBe(Math.floor(app.clock.now() / 1000) * 1000)
      for (const headers of [
        { 'If-None-Match': tag },
        { 'If-None-Match': `"other", W/${tag}` },
        { 'If-Modified-Since': modified },
      ]) {
        const again = await get(path, headers as Record<string, string>)
        expect({ headers, status: again.status, text: await again.text() }).toEqual({
          headers,
          status: 304,
          text: '',
        })
      }
      const credential = makeSecret('r')
      const payload = { meetingId, partySize: 1 }
      accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
      expect((await get(path, { 'If-None-Match': tag })).status).toBe(304)
      app.clock.set(app.clock.now() + 5000)
      await gathering.order('editGathering', { texts: { en: { title: `Another ${path}` } } })
      expect((await get(path, { 'If-None-Match': tag, 'If-Modified-Since': modified })).status).toBe(200)
      expect((await get(path, { 'If-Modified-Since': modified })).status).toBe(200)
    }
  })
})

describe('the calendar of the installation', () => {
  test('has one entry for each gathering, and for a country one for each of its meetings', async () => {
    const gathering = await makeGathering(app, { title: 'Of this installation' })
    const berlin = await gathering.addCity(cityIds.berlin, { languages: ['de', 'ar'] })
    await gathering.addCity(cityIds.toronto, { languages: ['en'] })
    const all = (await read('/calendar.ics?lang=en')).entries
    expect(all.find(({ uid }) => uid === `${gathering.gatheringId}@multaqa`)).toMatchObject({
      summary: 'Of this installation',
      start: { byFile: testInstant },
    })
    expect(all.some(({ uid }) => uid === `${berlin.meetingId}@multaqa`)).toBe(false)
    const own = async (query: string) =>
      (await read(`/calendar.ics?${query}`)).entries
        .filter(({ relatedTo }) => relatedTo === `${gathering.gatheringId}@multaqa`)
        .map(({ uid }) => uid)
    expect(await own('country=de')).toEqual([`${berlin.meetingId}@multaqa`])
    expect(await own('country=DE&language=ar')).toEqual([`${berlin.meetingId}@multaqa`])
    expect(await own('country=DE&language=fr')).toEqual([])
    await gathering.order('withdrawMeeting', { meetingId: berlin.meetingId })
    expect((await read('/calendar.ics?country=DE')).entries).toContainEqual(
      expect.objectContaining({ uid: `${berlin.meetingId}@multaqa`, status: 'CANCELLED' }),
    )
    for (const query of ['country=Germany', 'country=', 'language=x']) {
      expect((await get(`/calendar.ics?${query}`)).status).toBe(404)
    }
  })
})

describe('a calendar of one’s own replies', () => {
  async function reply(gathering: TestGathering, meetingId: string, options: { invitation?: string } = {}) {
    const credential = makeSecret('r')
    const payload = { meetingId, partySize: 1, ...options }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    return { credential, feed: held.ticket.feed }
  }

  test('A11: shows the address to whom it is open, follows the reply, and opens nothing else', async () => {
    const gathering = await makeGathering(app)
    const exposure = { existence: 'public', counts: 'band', address: 'replied' } as const
    const plan = { venue: 'Quiet house', address: '7 Side Street', capacity: 1, exposure }
    const { meetingId } = await gathering.addCity(cityIds.berlin, plan)
    const { credential, feed } = await reply(gathering, meetingId)
    const path = `/feed/${feed}.ics?lang=en`
    // Its counts are hidden and its seats limited, so the next batch confirms the reply.
    expect(await readOne(path)).toMatchObject({ location: 'Berlin', status: 'TENTATIVE' })
    await app.app().tellingBands.run()
    expect(await readOne(path)).toMatchObject({
      uid: `${meetingId}@multaqa`,
      location: 'Quiet house, 7 Side Street, Berlin',
      status: 'CONFIRMED',
      alarms: 2,
    })
    const response = await get(path)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(await response.text()).not.toContain(credential)
    const waiting = await reply(gathering, meetingId)
    expect(await readOne(`/feed/${waiting.feed}.ics`)).toMatchObject({
      status: 'TENTATIVE',
      location: 'برلين',
    })
    accepted(await person.ask('cancelReply', gathering.gatheringId, {}, { credential }))
    expect(await readOne(path)).toMatchObject({ status: 'CANCELLED', location: 'Berlin', alarms: 0 })
    // The feed token only reads the feed; it is not a reply's secret.
    expect((await person.hold(feed)).ok).toBe(false)
    expect((await person.hold(`r_${feed.slice(2)}`)).ok).toBe(false)
  })

  test('P3: each change of the reply makes a newer entry, by numbers that count nothing of others', async () => {
    const gathering = await makeGathering(app)
    const exposure = { existence: 'public', counts: 'hidden', address: 'vouched' } as const
    const city = await gathering.addCity(cityIds.berlin, { exposure, admission: 'host-confirms' })
    const { meetingId, hostSecret } = city
    const { credential, feed } = await reply(gathering, meetingId)
    const read = async () => {
      const text = await (await get(`/feed/${feed}.ics?lang=en`)).text()
      const event = text.slice(text.indexOf('BEGIN:VEVENT'))
      const lineOf = (name: string) => new RegExp(`\\r\\n${name}:(.*)\\r\\n`).exec(event)?.[1] ?? ''
      return {
        sequence: Number(lineOf('SEQUENCE')),
        stamps: [lineOf('DTSTAMP'), lineOf('LAST-MODIFIED')],
        status: lineOf('STATUS'),
      }
    }
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    const { attendanceId } = held.ticket
    const decide = (decision: 'confirm' | 'decline') =>
      person.ask(
        'decideReplies',
        gathering.gatheringId,
        { meetingId, attendanceIds: [attendanceId], decision, decisionId: makeTestId() },
        { credential: hostSecret },
      )
    const steps = [
      ['CONFIRMED', () => decide('confirm')],
      [
        'CONFIRMED',
        () =>
          person.ask(
            'vouchForReply',
            gathering.gatheringId,
            { attendanceId, vouched: true },
            { credential: hostSecret },
          ),
      ],
      ['CANCELLED', () => person.ask('cancelReply', gathering.gatheringId, {}, { credential })],
    ] as const
    let before = await read()
    expect(before.status).toBe('TENTATIVE')
    for (const [status, step] of steps) {
      // Further replies, and the host's confirmations, change nothing in the feed.
      await reply(gathering, meetingId)
      expect(await read()).toEqual(before)
      accepted(await step())
      const after = await read()
      expect(after.status).toBe(status)
      expect(after.sequence).toBe(before.sequence + 1)
      for (const [index, stamp] of after.stamps.entries())
        expect(stamp > (before.stamps[index] ?? '')).toBe(true)
      before = after
    }
  })

  test('P3, U6: where something closed of a city changes, its revision stays, and only the calendars of those who read it say so', async () => {
    const gathering = await makeGathering(app)
    const exposure = { existence: 'public', counts: 'exact', address: 'vouched' } as const
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin, { exposure })
    const [known, unknown] = [await reply(gathering, meetingId), await reply(gathering, meetingId)]
    const held = await person.hold(known.credential)
    if (!held.ok) throw new Error(held.reason)
    const { attendanceId } = held.ticket
    const vouching = { attendanceId, vouched: true }
    accepted(await person.ask('vouchForReply', gathering.gatheringId, vouching, { credential: hostSecret }))
    const sequenceIn = async (path: string) =>
      Number(/\r\nSEQUENCE:(\d+)\r\n/.exec(await (await get(path)).text())?.[1])
    const open = async () => {
      const view = await (await get(`/api/gatherings/${gathering.slug}`)).json()
      const [{ revision, revisedAt }] = view.meetings
      const file = await sequenceIn(`/g/${gathering.slug}/${meetingId}.ics`)
      return { revision, revisedAt, file, own: await sequenceIn(`/feed/${unknown.feed}.ics`) }
    }
    const before = await open()
    const own = await sequenceIn(`/feed/${known.feed}.ics`)
    app.clock.set(app.clock.now() + 60_000)
    await gathering.order('editMeeting', { meetingId, edit: { address: 'Another street 5' } })
    expect(await open()).toEqual(before)
    expect(await sequenceIn(`/feed/${known.feed}.ics`)).toBe(own + 1)
    // While a city's stream status is off, only the crew sees its streams.
    const stream = {
      streamId: makeTestId(),
      role: 'main',
      address: 'https://stream.example/live.m3u8',
    } as const
    await gathering.order('addStream', { meetingId, ...stream })
    expect(await open()).toEqual(before)
    expect(await sequenceIn(`/feed/${known.feed}.ics`)).toBe(own + 1)
    await gathering.order('editMeeting', { meetingId, edit: { note: 'Bring a candle' } })
    expect((await open()).revision).toBe(before.revision + 1)
  })

  test('P3: a merger, its return, and a move to another city make newer entries too', async () => {
    const gathering = await makeGathering(app)
    const [from, into, other] = [
      await gathering.addCity(cityIds.berlin),
      await gathering.addCity(cityIds.toronto),
      await gathering.addCity(cityIds.gaziantep),
    ]
    const { credential, feed } = await reply(gathering, from.meetingId)
    const own = async () => {
      const text = await (await get(`/feed/${feed}.ics`)).text()
      return {
        uid: /UID:(.*)@multaqa/.exec(text)?.[1],
        sequence: Number(/SEQUENCE:(\d+)/.exec(text)?.[1]),
        stamp: /DTSTAMP:(.*)Z/.exec(text)?.[1] ?? '',
      }
    }
    const plan = { meetingId: from.meetingId }
    let before = await own()
    const steps = [
      [into, () => gathering.order('mergeMeeting', { ...plan, intoMeetingId: into.meetingId })],
      [from, () => gathering.order('unmergeMeeting', plan)],
      [
        other,
        async () =>
          accepted(
            await person.ask(
              'moveReply',
              gathering.gatheringId,
              { toMeetingId: other.meetingId },
              { credential },
            ),
          ),
      ],
    ] as const
    const seen = new Map([[before.uid, before.sequence]])
    for (const [city, step] of steps) {
      await step()
      const after = await own()
      expect(after.uid).toBe(city.meetingId)
      expect(after.sequence).toBeGreaterThan(seen.get(after.uid) ?? -1)
      expect(after.stamp > before.stamp).toBe(true)
      seen.set(after.uid, after.sequence)
      before = after
    }
  })

  test('holds several replies, passes over keys that open nothing, and is not there without one', async () => {
    const [one, two] = [await makeGathering(app), await makeGathering(app)]
    const meetings = [await one.addCity(cityIds.berlin), await two.addCity(cityIds.toronto)]
    const feeds = [
      (await reply(one, meetings[0]?.meetingId ?? '')).feed,
      (await reply(two, meetings[1]?.meetingId ?? '')).feed,
    ]
    const forged = `${feeds[0]?.split('.')[0]}.${feeds[1]?.split('.')[1]}`
    const { entries } = await read(`/feed/${[...feeds, forged, 'f_nonsense'].join(',')}.ics`)
    expect(entries.map(({ uid }) => uid).sort()).toEqual(
      meetings.map(({ meetingId }) => `${meetingId}@multaqa`).sort(),
    )
    for (const none of [forged, 'f_nonsense', 'f_', ',,,', '..']) {
      expect((await get(`/feed/${none}.ics`)).status).toBe(404)
    }
  })

  test('of a meeting for guests, leads to no page that strangers cannot open', async () => {
    const gathering = await makeGathering(app)
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin, { exposure: invited })
    const asHost = snapshotOf(
      await person.join({ gathering: gathering.gatheringId, as: 'host', credential: hostSecret }),
    )
    const invitation = asHost.meetings[0]?.crew?.invitation ?? ''
    const { feed } = await reply(gathering, meetingId, { invitation })
    const entry = await readOne(`/feed/${feed}.ics`)
    expect(entry.url).toBe(`${app.url()}/g/${gathering.slug}`)
    expect(await (await get(`/feed/${feed}.ics`)).text()).not.toContain(invitation)
  })
})
