// Messages are charged by length, and messages that are expensive to parse are refused before parsing.
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeAll, expect, test, vi } from 'vitest'
import { isBoundedJson, mostJsonValues } from '#server/bounded-json.ts'
import { createAdmission } from '#server/sources/http-admission.ts'
import { costOf, costOfBody } from '#server/sources/request-costs.ts'
import { createSourceBudgets, sourceLimits } from '#server/sources/source-budgets.ts'
import type { Sources } from '#server/sources/sources.ts'
import { startFileApp } from '../support/file-app.ts'
import { frame, openRawLine, type RawLine } from '../support/raw-frames.ts'
import { makeGathering, type TestGathering } from '../support/test-gathering.ts'

const app = startFileApp({ trustedProxies: ['127.0.0.1'] })
let gathering: TestGathering

beforeAll(async () => {
  gathering = await makeGathering(app)
})

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

async function openFrom(from: string): Promise<RawLine> {
  const line = await openRawLine(app.url(), { 'X-Forwarded-For': from })
  line.socket.setMaxListeners(0)
  line.socket.write(frame(Buffer.from('40')))
  await vi.waitFor(() => expect(line.heard().includes('40{')).toBe(true))
  return line
}

test('JSON is bounded by its depth and the number of its values, and not by what stands in its texts', () => {
  expect(isBoundedJson(nested(32))).toBe(true)
  expect(isBoundedJson(nested(33))).toBe(false)
  expect(isBoundedJson('['.repeat(250_000))).toBe(false)
  expect(isBoundedJson(`[${'1,'.repeat(mostJsonValues)}1]`)).toBe(true)
  expect(isBoundedJson(`[${'1,'.repeat(mostJsonValues + 1)}1]`)).toBe(false)
  expect(isBoundedJson(JSON.stringify(`${'['.repeat(100)}\\"${','.repeat(20_000)}`))).toBe(true)
})

test('F5: of frames that nest deeply a connection sends fewer before it is closed, and those after them are not parsed', async () => {
  const line = await openFrom('198.51.100.1')
  const deep = frame(Buffer.from(`42["watching",${nested(7000)}]`))
  const parse = vi.spyOn(JSON, 'parse')
  try {
    line.socket.write(Buffer.concat(Array.from({ length: 60 }, () => deep)))
    await vi.waitFor(() => expect(line.isClosed()).toBe(true))
    const parsed = parse.mock.calls.filter(([text]) => text.startsWith('["watching",[[')).length
    expect(parsed).toBeLessThan(25)
  } finally {
    parse.mockRestore()
  }
  const person = await app.connect({ from: '198.51.100.1' })
  expect(await person.join({ gathering: gathering.gatheringId, as: 'public' })).toMatchObject({ ok: true })
})

test('C2: a long command that nests deeply, or has very many members, is answered as malformed', async () => {
  const post = (body: string) => fetch(`${app.url()}/api/commands`, { method: 'POST', body })
  const members = Array.from({ length: mostJsonValues + 2 }, (_, index) => `"${index}":1`).join()
  for (const body of [nested(100_000), `{${members}}`]) {
    const parse = vi.spyOn(JSON, 'parse')
    const answer = await post(body)
    expect(parse.mock.calls.filter(([text]) => text === body)).toEqual([])
    parse.mockRestore()
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ ok: false, reason: 'malformed' })
  }
})

test('F5: of long frames a connection sends fewer before it is closed', async () => {
  const line = await openFrom('198.51.100.2')
  const long = frame(Buffer.from(`42["leave",{"gatheringId":"${'x'.repeat(15_000)}"}]`))
  line.socket.write(Buffer.concat(Array.from({ length: 80 }, () => long)))
  await vi.waitFor(() => expect(line.isClosed()).toBe(true))
})

test('D5: connections of one source share a budget of packets; another source is served', async () => {
  const perLine = 900
  const flooders = Math.ceil((2 * sourceLimits.packets.burst) / perLine)
  const lines = await Promise.all(Array.from({ length: flooders }, () => openFrom('198.51.100.3')))
  const bytes = Buffer.concat(Array.from({ length: perLine }, () => frame(Buffer.from('42["x"]'))))
  const own = await openFrom('198.51.100.4')
  for (const line of lines) line.socket.write(bytes)
  own.socket.write(bytes)
  await vi.waitFor(() => expect(lines.some((line) => line.isClosed())).toBe(true), 5000)
  own.socket.write(frame(Buffer.from('421["time"]')))
  await vi.waitFor(() => expect(own.heard().includes('431[')).toBe(true), 5000)
  for (const line of [...lines, own]) line.close()
})

test('D7: no address is free, so that no source asks for one without end', () => {
  const paths = [
    '/assets/main.js',
    '/healthz',
    '/readyz',
    '/metrics',
    '/',
    '/nothing',
    '/api/session',
    '/sw.js',
  ]
  for (const path of paths) expect([path, costOf(path) > 0]).toEqual([path, true])
  // About 500 phones in one hall that open a page at once, each with its built files.
  expect(500 * (costOf('/g/slug') + 15 * costOf('/assets/main.js'))).toBeLessThan(sourceLimits.reading.burst)
})

test('D7: a request costs its source more the longer its body is; one that does not say its length counts as the longest', () => {
  expect(costOfBody({})).toBe(0)
  expect(costOfBody({ 'content-length': '100' })).toBe(0)
  expect(costOfBody({ 'content-length': '262144' })).toBe(64)
  expect(costOfBody({ 'content-length': '99999999999' })).toBe(64)
  const unsaid = costOfBody({ 'transfer-encoding': 'chunked' })
  expect(unsaid).toBe(64)
  const admit = createAdmission({ of: () => 'one source' } as unknown as Sources, createSourceBudgets())
  const asked = Array.from({ length: Math.ceil((2 * sourceLimits.reading.burst) / unsaid) }, () => {
    const request = {
      url: '/api/commands',
      headers: { 'transfer-encoding': 'chunked' },
      resume: () => undefined,
    }
    const response = Object.assign(new EventEmitter(), { writeHead: vi.fn(), end: () => undefined })
    admit(request as unknown as IncomingMessage, response as unknown as ServerResponse, () => undefined)
    response.emit('close')
    return response.writeHead
  })
  const refused = asked.filter((writeHead) => writeHead.mock.calls[0]?.[0] === 429)
  expect(refused.length).toBeGreaterThan(asked.length / 4)
})
