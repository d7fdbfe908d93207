// Texts that break careless code, in every field of every command, over sockets, HTTP and in calendar files. `SOAK_INPUT=all` for each
// text in each field over each transport; without it a field gets some of every kind, and each goes over one transport.
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { cleanLine } from '#shared/domain/plain-text.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { type CommandName, commandSchemas } from '#shared/protocol/commands.ts'
import { limits, maxSocketMessageBytes } from '#shared/protocol/limits.ts'
import { clientFolder } from '../support/client-folder.ts'
import { naughtyJson, naughtyTexts, naughtyValues, plants } from '../support/naughty-text.ts'
import { connectPerson, makeCommandId, type Person, snapshotOf } from '../support/person.ts'
import { fieldsOf, type Path, sampleOf, withField } from '../support/schema-fields.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  cityIds,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let city: TestCity

beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(clientFolder) })
  gathering = await makeGathering(app)
  city = await gathering.addCity(cityIds.gaziantep)
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
  expect('polluted' in {}).toBe(false)
})

const isWhole = process.env['SOAK_INPUT'] === 'all'
const texts = Object.values(naughtyTexts).flat()
const names = Object.keys(commandSchemas) as CommandName[]
/** These end or replace the gathering that everything else is tested on. */
const fatal: readonly CommandName[] = ['removeGathering', 'unpublishGathering', 'createGathering']

type Try = { readonly command: Readonly<Record<string, unknown>>; readonly path: Path }

/** One command per field and per value in it; all other fields are valid. */
function triesOf(name: CommandName): readonly Try[] {
  const schema = commandSchemas[name]
  const sample = withIds(sampleOf(schema))
  const put = (path: Path, value: unknown): Try => ({
    command: { ...envelope(name), payload: withField(sample, path, value) },
    path,
  })
  return [
    ...fieldsOf(schema).flatMap(({ path, kind }, index) => {
      const others = kind === 'text' ? textsFor(index) : (naughtyTexts['numbers'] ?? [])
      return [...others, ...naughtyValues].map((value) => put(path, value))
    }),
    ...naughtyValues.map((value) => put([], value)),
  ]
}

/** A third of every kind; the next field gets another third. */
function textsFor(fieldIndex: number): readonly string[] {
  if (isWhole) return texts
  return Object.values(naughtyTexts).flatMap((kind) =>
    kind.filter((_, index) => (index + fieldIndex) % 3 === 0),
  )
}

/** The tries that use this transport. */
function triesAt(door: 'socket' | 'http', name: CommandName): readonly Try[] {
  return triesOf(name).filter((one, index) => {
    // A message above the size limit closes the socket.
    if (isTooLongForSocket(one)) return door === 'http' && (isWhole || index % 3 === 0)
    return isWhole || (index % 4 === 0) === (door === 'http')
  })
}

const isTooLongForSocket = ({ command }: Try) => JSON.stringify(command).length * 3 > maxSocketMessageBytes

/** Uses the ids of existing cities, so that well-formed commands reach the disk. */
function withIds(sample: unknown): unknown {
  const payload = sample as Readonly<Record<string, unknown>>
  return 'meetingId' in payload ? { ...payload, meetingId: city.meetingId } : payload
}

function envelope(name: CommandName) {
  const gatheringId = fatal.includes(name) ? 'another-gathering' : gathering.gatheringId
  const isOwn = ['replyToMeeting', 'resizeReply', 'cancelReply', 'moveReply', 'arrive'].includes(name)
  return { commandId: makeCommandId(), gatheringId, name, ...(isOwn ? { credential: makeSecret('r') } : {}) }
}

/** Either the command is accepted, or the answer names the faulty fields, which are where the value was inserted. */
function expectClear(answer: Answer, { command, path }: Try): void {
  if (answer.ok) return
  const what = `${command['name']} ${path.join('.')} = ${JSON.stringify(command['payload'])?.slice(0, 300)}`
  expect(answer.reason, what).not.toBe('server-trouble')
  if (answer.reason !== 'malformed') return
  const at = ['payload', ...path].join('.')
  expect(answer.fields?.length ?? 0, what).toBeGreaterThan(0)
  for (const { field } of answer.fields ?? []) {
    const isThere = field === '' || path.join('.').startsWith(field) || field.startsWith(path.join('.'))
    expect(isThere, `${what}: ${at} is at fault, not ${field}`).toBe(true)
  }
}

test.each(names)(
  'C1, C2: %s by socket answers whatever is in its fields, and names the field at fault',
  async (name) => {
    const tries = triesAt('socket', name)
    // A socket accepts a burst of 90 commands.
    for (let start = 0; start < tries.length; start += 80) {
      const person = await connectPerson(app.url(), gathering.cookie)
      const answers = tries.slice(start, start + 80).map(async (one) => {
        // A message above the size limit closes the socket, so this one uses HTTP.
        if (isTooLongForSocket(one)) return
        expectClear(await person.socket.timeout(20_000).emitWithAck('command', one.command), one)
      })
      await Promise.all(answers)
      person.socket.close()
    }
    expect(tries.length).toBeGreaterThan(naughtyValues.length / 2)
  },
)

test.each(names)(
  'C1, C2: %s by HTTP answers whatever is in its fields, never as trouble of the server',
  async (name) => {
    const statuses = new Set<number>()
    const tries = triesAt('http', name)
    for (let start = 0; start < tries.length; start += 25) {
      const answers = tries.slice(start, start + 25).map(async (one) => {
        const response = await post(JSON.stringify(one.command))
        statuses.add(response.status)
        const answer = (await response.json()) as Answer
        expectClear(answer, one)
        if (!answer.ok && answer.reason === 'malformed') expect(response.status).toBe(400)
      })
      await Promise.all(answers)
    }
    for (const status of statuses) expect(status).toBeLessThan(500)
    expect(statuses).toContain(400)
  },
)

test('C2: what JSON cannot say is refused in JSON', async () => {
  for (const json of naughtyJson) {
    const wrapped = `{"commandId":"command-json","gatheringId":"${gathering.gatheringId}","name":"editGathering","payload":{"lengthMs":${json}}}`
    for (const body of [json, wrapped]) {
      const response = await post(body)
      expect(response.status, body.slice(0, 80)).toBe(400)
      expect(await response.json()).toMatchObject({ ok: false, reason: 'malformed' })
    }
  }
})

test('C2: addresses made of such texts are answered, and never as trouble of the server', async () => {
  for (const [index, text] of texts.entries()) {
    const part = encodeURIComponent(text.toWellFormed().slice(0, 2000))
    const paths = [
      `/g/${part}`,
      `/g/${gathering.slug}/${part}`,
      `/g/${gathering.slug}/${part}.ics`,
      `/g/${part}/${city.meetingId}.ics`,
      `/g/${gathering.slug}/${city.meetingId}.ics?lang=${part}`,
      `/api/places?q=${part}&language=${part}`,
      `/api/places?id=${part}`,
      `/api/places?zone=${part}`,
      `/assets/${part}`,
      `/${part}`,
    ]
    for (const path of isWhole ? paths : [paths[index % 10], paths[(index + 3) % 10]]) {
      const response = await fetch(`${app.url()}${path}`, { redirect: 'manual' })
      expect(response.status, path?.slice(0, 200)).toBeLessThan(500)
      await response.arrayBuffer()
    }
  }
})

test('what such texts become in a page and in a calendar file carries nothing out, and reads back as text', async () => {
  const plain = await pageOf(gathering)
  const own = await makeGathering(app, { title: 'Plants' })
  const placed = await own.addCity(cityIds.berlin)
  const { organizer, gatheringId, slug } = own
  const linesOf = (file: string) =>
    file
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/[:;]/)[0])
  const readFile = () =>
    fetch(`${app.url()}/g/${slug}/${placed.meetingId}.ics`).then((response) => response.text())
  // The property names of a file with plain texts, in order; an additional line would be injected by a text.
  const plainLines = linesOf(await readFile())
  expect(plainLines).toContain('DTSTART')
  const all = [...texts.filter((_, index) => isWhole || index % 2 === 0), ...Object.values(plants)]
  let placedTexts = 0
  for (const text of all) {
    const words = { title: text, slogan: text, statement: text, whoWeAre: text, funding: text }
    // Texts that are not valid in a title are still tested in the venue.
    await ask(organizer, 'editGathering', gatheringId, { texts: { en: words } })
    await ask(organizer, 'editMeeting', gatheringId, {
      meetingId: placed.meetingId,
      edit: { venue: text, address: text, note: text },
    })
    placedTexts += 1
    if (placedTexts % 20 === 0) await organizer.socket.timeout(5000).emitWithAck('time')
    const page = await pageOf(own)
    // The same number of tags as on a page with plain texts: none was injected, and the snapshot is still JSON.
    for (const tag of ['<script', '</script', '<img', '<svg', '<meta', '<!--']) {
      expect(page.split(tag).length, `${tag} by ${JSON.stringify(text).slice(0, 100)}`).toBe(
        plain.split(tag).length,
      )
    }
    const file = await readFile()
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(linesOf(file)).toEqual(plainLines)
    const calendar = new ICAL.Component(ICAL.parse(file))
    const [event, ...others] = calendar.getAllSubcomponents('vevent')
    expect([...others, ...calendar.getAllSubcomponents('valarm')]).toEqual([])
    const venue = cleanLine(text)
    if (text.length <= limits.venue) expect(new ICAL.Event(event).location).toContain(venue)
  }
  const snapshot = snapshotOf(await organizer.join({ gathering: slug, as: 'organizer' }))
  // JSON escapes control characters and lone surrogates as `\u…`.
  expect(JSON.stringify(snapshot)).not.toMatch(
    /[\u202a-\u202e\u2066-\u2069\u200b]|\\u(?:00[0-9a-f]{2}|d[89a-f])/,
  )
  expect(placedTexts).toBe(all.length)
})

async function ask(
  person: Person,
  name: 'editGathering' | 'editMeeting',
  gatheringId: string,
  payload: object,
) {
  const command = { commandId: makeCommandId(), gatheringId, name, payload }
  const response = await post(JSON.stringify(command))
  expect(response.status).toBeLessThan(500)
  expect(person.socket.connected).toBe(true)
  await response.arrayBuffer()
}

async function pageOf({ slug }: TestGathering): Promise<string> {
  const response = await fetch(`${app.url()}/g/${slug}`)
  expect(response.status).toBe(200)
  return response.text()
}

function post(body: string): Promise<Response> {
  return fetch(`${app.url()}/api/commands`, { method: 'POST', body, headers: { cookie: gathering.cookie } })
}
