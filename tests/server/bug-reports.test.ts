// Bug reports from browsers: no user text reaches the log, and a flood of reports is rate limited.
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import type { HeardBug } from '#server/watching/bug-reports.ts'
import { createLog } from '#server/watching/log.ts'
import type { BugReport } from '#shared/protocol/bug-report.ts'
import { clientFolder } from '../support/client-folder.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp
const heard: HeardBug[] = []

beforeAll(async () => {
  app = await startTestApp({
    assets: openAssets(clientFolder),
    trustedProxies: ['127.0.0.1'],
    onBrowserBug: (bug) => heard.push(bug),
  })
})
afterAll(() => app.close())

const place = 'main-abcdef.js:1:23456'
const report: BugReport = {
  name: 'TypeError',
  kind: 'not-a-function',
  page: 'host',
  moment: 'drawing',
  places: [place],
}

async function send(body: unknown, from = '203.0.113.1', origin = app.url()): Promise<number> {
  const answer = await fetch(`${app.url()}/api/bug`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', origin, 'x-forwarded-for': from },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return answer.status
}

function take(): HeardBug[] {
  return heard.splice(0)
}

test('O5: a bug reaches the log by its kind, its page and its place, and as one however many phones have it', async () => {
  for (let phone = 1; phone <= 12; phone += 1) expect(await send(report, `203.0.113.${phone}`)).toBe(204)
  expect(take()).toEqual([
    { ...report, times: 1 },
    { ...report, times: 10 },
  ])
})

test('O5: nothing that somebody wrote passes: not as a name, a message, an address, a place or a further field', async () => {
  const canary = 'Umm-Ahmad.in.Idlib'
  const hostile: unknown[] = [
    { ...report, name: canary },
    { ...report, kind: canary },
    { ...report, page: `/g/x/reply#r_${canary}` },
    { ...report, message: canary },
    { ...report, places: [`https://example.org/${canary}`] },
    { ...report, places: [`${canary}:1:1`] },
    { ...report, places: Array.from({ length: 50 }, () => place) },
    canary,
    'null',
    '{"a":'.repeat(100),
    [report],
    { ...report, places: [canary.repeat(2000)] },
  ]
  for (const [index, body] of hostile.entries()) await send(body, `203.0.114.${index + 1}`)
  expect(take()).toEqual([])
  // Stack positions in files that the server does not serve are removed; the rest is logged.
  await send({ ...report, page: 'wall', places: [`${canary}.js:1:1`, place] }, '203.0.114.99')
  expect(take()).toEqual([{ ...report, page: 'wall', places: [place], times: 1 }])
})

test('O5: one source tells ten at once, and another site’s pages tell nothing', async () => {
  for (let line = 1; line <= 15; line += 1)
    await send({ ...report, page: 'city', places: [`main-abcdef.js:${line}:1`] }, '203.0.115.1')
  expect(take()).toHaveLength(10)
  await send({ ...report, page: 'control' }, '203.0.115.2', 'https://elsewhere.example')
  expect(take()).toEqual([])
})

test('O5: no more than 200 different ones are logged within an hour', async () => {
  for (let line = 1; line <= 260; line += 1)
    await send(
      { ...report, page: 'poster', places: [`main-abcdef.js:${line}:1`] },
      `10.0.${line >> 4}.${line & 15}`,
    )
  expect(take().length).toBeLessThanOrEqual(200)
})

test('O5: the line in the log holds these fields and no others', () => {
  const lines: string[] = []
  const log = createLog(
    'info',
    new Writable({ write: (line, _, done) => done(void lines.push(String(line))) }),
  )
  log.browserBug({ ...report, times: 1 })
  const { time: _, ...line } = JSON.parse(lines[0] ?? '{}')
  expect(line).toEqual({ level: 50, bug: { ...report, times: 1 }, msg: 'bug in a browser' })
})
