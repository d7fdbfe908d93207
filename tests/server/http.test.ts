import { request as httpRequest } from 'node:http'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '#server/config.ts'
import { openAssets } from '#server/http/static-assets.ts'
import { clientFolder } from '../support/client-folder.ts'
import { makeCommandId, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(clientFolder) })
  gathering = await makeGathering(app)
})
afterAll(() => app.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url()}${path}`, { headers })
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url()}${path}`, { method: 'POST', body, headers })
const ordered = (name: string, payload: unknown) =>
  JSON.stringify({ commandId: makeCommandId(), gatheringId: gathering.gatheringId, name, payload })

describe('the door for long commands', () => {
  test('C8: takes a statement of 20,000 Arabic letters, which comes back whole', async () => {
    const statement = 'نلتقي في ساعةٍ واحدة '.repeat(1000).slice(0, 20_000).trim()
    const body = ordered('editGathering', { texts: { ar: { title: 'ساعة', statement } } })
    const response = await post('/api/commands', body, { cookie: gathering.cookie })
    expect(await response.json()).toMatchObject({ ok: true })
    const snapshot = snapshotOf(
      await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
    )
    expect(snapshot.gathering.texts['ar']?.statement).toBe(statement)
  })

  test('one letter too many is refused at its field, and nothing is changed', async () => {
    const body = ordered('editGathering', { texts: { ar: { title: 'x'.repeat(141) } } })
    const response = await post('/api/commands', body, { cookie: gathering.cookie })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      ok: false,
      reason: 'malformed',
      fields: [{ field: 'texts.ar.title', reason: 'too-long' }],
    })
  })

  test.each([
    ['a body of a megabyte', 'x'.repeat(1_000_000), 413],
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['a number', '1e999', 400],
    ['a depth', '['.repeat(50_000), 400],
  ])('refuses %s and says so in JSON, never as trouble of the server', async (_what, body, status) => {
    const troubleBefore = app.trouble.length
    const response = await post('/api/commands', body, { cookie: gathering.cookie })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ ok: false, reason: 'malformed' })
    expect(app.trouble).toHaveLength(troubleBefore)
  })

  test('answers a flood by secrets as too fast, and an organizer meanwhile as ever', async () => {
    const { meetingId } = await gathering.addCity(cityIds.toronto)
    const reply = () => {
      const { gatheringId } = gathering
      const payload = { meetingId, partySize: 1 }
      const command = { commandId: makeCommandId(), gatheringId, name: 'replyToMeeting', payload }
      return post('/api/commands', JSON.stringify({ ...command, credential: makeSecret('r') }))
    }
    // Stops the clock: on a busy machine the flood would last so long that a limit of 20 per second accepts all of it.
    const standing = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    const flood = await Promise.all(Array.from({ length: 200 }, reply)).finally(() => standing.mockRestore())
    const refused = flood.filter(({ status }) => status === 429)
    expect(flood.length - refused.length).toBeLessThanOrEqual(60)
    expect(refused.length).toBeGreaterThan(0)
    expect(await refused[0]?.json()).toEqual({ ok: false, reason: 'too-fast' })
    const body = ordered('editGathering', { lengthMs: 7_200_000 })
    const own = await post('/api/commands', body, { cookie: gathering.cookie })
    expect(await own.json()).toMatchObject({ ok: true })
  })

  test('S1: changes nothing for a page of another origin, nor for nobody', async () => {
    const body = ordered('editGathering', { lengthMs: 3_600_000 })
    const foreign = await post('/api/commands', body, {
      cookie: gathering.cookie,
      origin: 'https://elsewhere.example',
    })
    expect(foreign.status).toBe(403)
    expect(await (await post('/api/commands', body)).json()).toEqual({ ok: false, reason: 'not-allowed' })
    for (const path of ['/api/claim', '/api/sign-out']) {
      expect((await post(path, '{}', { origin: 'https://elsewhere.example' })).status).toBe(403)
    }
  })
})

describe('sign-in', () => {
  test('S2: a link opens once, and not after two days', async () => {
    const claim = (token: unknown) => post('/api/claim', JSON.stringify({ token }))
    const token = await app.app().sessions.makeClaimToken()
    const first = await claim(token)
    expect(first.headers.get('set-cookie')).toMatch(
      /^multaqa=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
    )
    expect((await claim(token)).status).toBe(403)
    const old = await app.app().sessions.makeClaimToken()
    app.clock.set(app.clock.now() + 2 * 86_400_000 + 1)
    expect((await claim(old)).status).toBe(403)
    app.clock.set(testInstant - 2 * 86_400_000)
    for (const odd of [null, 1, {}, '', 'x'.repeat(300), '\u0000'])
      expect((await claim(odd)).status).toBe(403)
  })
})

describe('the calendar file', () => {
  test('is read by another program with the right instant, words and place', async () => {
    await gathering.order('editGathering', {
      texts: { en: { title: 'One; hour, \\n "here"', slogan: 'Together, all; of us' } },
    })
    const { meetingId } = await gathering.addCity(cityIds.gaziantep, {
      venue: 'Hall; of, many',
      address: 'ساحة الحرية ١٢, next to the long, long, long, long, long, long, long street',
    })
    const response = await get(`/g/${gathering.slug}/${meetingId}.ics?lang=en`)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await response.text()
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const event = new ICAL.Event(
      new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent') ?? undefined,
    )
    expect(event.startDate.toJSDate().getTime()).toBe(testInstant)
    expect(event.endDate.toJSDate().getTime()).toBe(testInstant + 7_200_000)
    expect(event.summary).toBe('One; hour, \\n "here" · Gaziantep')
    expect(event.location).toContain('Hall; of, many, ساحة الحرية ١٢')
    expect(event.description).toContain('Together, all; of us')
  })

  test('there is none for what is not there', async () => {
    for (const path of ['nothing.ics', `${makeTestId()}.ics`, '..%2f..%2fx.ics']) {
      expect((await get(`/g/${gathering.slug}/${path}`)).headers.get('content-type')).not.toContain(
        'calendar',
      )
    }
    const draft = await makeGathering(app, { published: false })
    const { meetingId } = await draft.addCity(cityIds.berlin)
    expect((await get(`/g/${draft.slug}/${meetingId}.ics`)).status).toBe(404)
  })
})

describe('a page', () => {
  test("holds an organizer's words as words, whatever they are", async () => {
    const nasty = '</script><script>alert(1)</script> $& $1 $` <!--multaqa:data--> "\'&amp; \u2028'
    const other = await makeGathering(app, { title: nasty })
    await other.order('editGathering', {
      texts: { en: { slogan: nasty, statement: '<img src=x onerror=alert(1)> <!-- </title>' } },
    })
    const html = await (await get(`/g/${other.slug}?lang=en`)).text()
    // The snapshot, and the structured data for search engines.
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(html.match(/<title>/g)).toHaveLength(1)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; $&amp; $1 $` ')
    const json = /<script type="application\/json" id="snapshot">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
    expect(JSON.parse(json).gathering.texts.en.slogan).toBe(nasty.replace('\u2028', '').trim())
  })

  test('of no gathering, and any other address where nothing stands, answers 404 with the client', async () => {
    expect((await get('/g/nothing-here')).status).toBe(404)
    expect((await get('/g/%E0%A4%A')).status).toBe(404)
    for (const path of [
      '/somewhere',
      '/a',
      '/x/',
      '/g',
      '/g/',
      '/en',
      '/-',
      '/about/x',
      '/help/x',
      '/help/hosts/x',
      '/a?b',
      '//',
    ])
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: path === '//' ? 200 : 404 })
    for (const path of ['/about', '/clear', '/claim', '/new', '/panic', '/help', '/help/hosts'])
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 200 })
    for (const path of ['/assets/nothing.js', '/api/nothing']) {
      expect((await get(path)).status).toBe(404)
    }
    expect(await (await get('/api/nothing')).json()).toEqual({ ok: false, reason: 'not-found' })
  })

  test('of a draft, or of a city that strangers may not know of, answers 404 as where nothing stands', async () => {
    const draft = await makeGathering(app, { published: false })
    const hidden = await gathering.addCity(cityIds.aleppo, { exposure: invited })
    const shown = await gathering.addCity(cityIds.aleppo)
    for (const address of [draft.slug, draft.gatheringId, `${gathering.slug}/${hidden.meetingId}`]) {
      expect({ address, status: (await get(`/g/${address}`)).status }).toEqual({ address, status: 404 })
    }
    // Its other pages too, so that a stranger cannot distinguish it from a missing gathering.
    for (const page of ['organize', 'programme', 'come', 'wall', 'control', 'propose', 'host']) {
      const [ofDraft, ofNothing] = [
        await get(`/g/${draft.slug}/${page}`),
        await get(`/g/nothing-here/${page}`),
      ]
      expect({ page, status: ofDraft.status }).toEqual({ page, status: ofNothing.status })
      expect((await ofDraft.text()).replaceAll(draft.slug, '')).toBe(
        (await ofNothing.text()).replaceAll('nothing-here', ''),
      )
    }
    const path = `/g/${gathering.slug}/${shown.meetingId}`
    expect((await get(path)).status).toBe(200)
    await gathering.order('withdrawMeeting', { meetingId: shown.meetingId })
    expect((await get(path)).status).toBe(404)
  })

  test('gives away nothing from hidden folders of the build', async () => {
    for (const path of [
      '/.vite/manifest.json',
      '/assets/.././.vite/manifest.json',
      '/%2evite/manifest.json',
    ]) {
      expect((await get(path)).headers.get('content-type')).toContain('text/html')
    }
  })

  test('gives away no file outside of the client, and no address makes trouble', async () => {
    const before = app.trouble.length
    const raw = (path: string) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const { port } = new URL(app.url())
        const asked = httpRequest({ host: '127.0.0.1', port, path }, (response) => {
          let body = ''
          response.on('data', (bytes) => {
            body += bytes
          })
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        })
        asked.on('error', reject)
        asked.end()
      })
    const paths = [
      '/assets/../../../../etc/passwd',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%00.js',
      '/..%5c..%5cpackage.json',
      '//elsewhere.example/x',
      '/%',
      '/g/%00',
      `/g/${'x'.repeat(5000)}`,
      '/api/places?q=%00%ff&language=%&zone=../../etc',
      `/api/places?q=${'%F0%9F%98%80'.repeat(500)}`,
      '/api/places?zone=__proto__',
      '/?lang=__proto__',
    ]
    for (const path of paths) {
      const { status, body } = await raw(path)
      expect({ path, isFine: status < 500 }).toEqual({ path, isFine: true })
      expect(body).not.toMatch(/root:|"dependencies"/)
    }
    expect(app.trouble).toHaveLength(before)
  })

  test('forbids foreign scripts, frames and referrers', async () => {
    const { headers } = await get(`/g/${gathering.slug}`)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    // Permits only style attributes, with which the server draws skies: no inline script, no inline style sheet, no eval.
    expect(headers.get('content-security-policy')?.match(/[\w-]+ [^;]*unsafe[^;]*/g)).toEqual([
      "style-src-attr 'unsafe-inline'",
    ])
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('the environment', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'multaqa.example'],
    ['PUBLIC_URL', 'ftp://multaqa.example'],
    ['PUBLIC_URL', 'https://multaqa.example/path'],
    ['EXAMPLE', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'two\nlines'],
  ])('a wrong %s (%j) is told in one line that names it', (name, value) => {
    const read = readConfig({ [name]: value })
    if (read.ok) throw new Error('taken')
    expect(read.line).toContain(`${name}=`)
    expect(read.line).not.toContain('\n')
  })

  test('a wrong address of a database is said without its password', () => {
    for (const name of ['DATABASE_URL', 'REDIS_URL']) {
      const read = readConfig({ [name]: 'mysql://somebody:canary@host/multaqa' })
      expect(read.ok ? '' : read.line).toMatch(new RegExp(`^${name} cannot be used: give a .*\\.$`))
      expect(JSON.stringify(read)).not.toContain('canary')
    }
    expect(
      readConfig({ DATABASE_URL: 'postgres://a:b@host/multaqa', REDIS_URL: 'redis://host:6379' }),
    ).toMatchObject({
      ok: true,
      config: { databaseUrl: 'postgres://a:b@host/multaqa', redisUrl: 'redis://host:6379' },
    })
  })

  test('an empty value is as good as none', () => {
    expect(readConfig({ PORT: '', PUBLIC_URL: '', EXAMPLE: '' })).toMatchObject({
      ok: true,
      config: { port: 3000, publicUrl: undefined, withExample: true },
    })
  })
})
