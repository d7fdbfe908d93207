// The server's rules for browsers: origins, cookies, content policies, and the forms that work without script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOriginCheck } from '#server/http/origin.ts'
import { openAssets } from '#server/http/static-assets.ts'
import { clientFolder } from '../support/client-folder.ts'
import { holdTime, passTime, restoreTime } from '../support/pass-time.ts'
import { standInDrawer } from '../support/stand-in-drawer.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, makeTestId, type TestGathering } from '../support/test-gathering.ts'

const own = 'https://own.example'
const day = 24 * 60 * 60 * 1000

let app: TestApp
let gathering: TestGathering
let meetingId = ''
beforeAll(async () => {
  app = await startTestApp({
    assets: openAssets(clientFolder),
    drawer: standInDrawer,
    publicUrl: own,
  })
  gathering = await makeGathering(app)
  meetingId = (await gathering.addCity(cityIds.berlin)).meetingId
})
afterAll(async () => {
  restoreTime()
  await app.close()
  expect(app.trouble).toEqual([])
})

const ask = (path: string, options: RequestInit = {}) =>
  fetch(`${app.url()}${path}`, { redirect: 'manual', ...options })
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: own, ...headers } })

/** Foreign origins that resemble our own as closely as possible. */
const foreignOrigins = [
  'https://own.example.evil',
  'https://evil-own.example',
  'https://sub.own.example',
  'https://own.example:8443',
  'http://own.example',
  'https://own.example/',
  'https://own.example@evil.example',
  'null',
  '',
]

describe('S1: only pages of our own origin', () => {
  test.each(foreignOrigins)('sign in, give commands or open a socket; %j does not', async (origin) => {
    const token = await app.app().sessions.makeClaimToken()
    const claim = (from: string) =>
      ask('/api/claim', { method: 'POST', body: JSON.stringify({ token }), headers: { origin: from } })
    const refused = await claim(origin)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('set-cookie')).toBeNull()
    for (const path of ['/api/commands', '/api/sign-out']) {
      const body = JSON.stringify({})
      const headers = { origin, cookie: gathering.cookie }
      expect((await ask(path, { method: 'POST', body, headers })).status).toBe(403)
    }
    const handshake = await ask('/socket.io/?EIO=4&transport=polling', { headers: { origin } })
    expect(handshake.status).toBe(403)
    // The same token is accepted from our own page: the refusal was because of the origin.
    expect((await claim(own)).status).toBe(200)
  })

  test('open a socket from our own origin', async () => {
    const handshake = await ask('/socket.io/?EIO=4&transport=polling', { headers: { origin: own } })
    expect(handshake.status).toBe(200)
  })

  test('and without a public address, only those of the host that was asked', () => {
    const isOwn = createOriginCheck(undefined)
    expect(isOwn('http://localhost:3000', 'localhost:3000')).toBe(true)
    for (const origin of [
      'http://localhost:3000.evil',
      'http://localhost:30001',
      'http://localhost',
      'null',
      '',
    ])
      expect({ origin, isOwn: isOwn(origin, 'localhost:3000') }).toEqual({ origin, isOwn: false })
    expect(isOwn('http://localhost:3000', undefined)).toBe(false)
  })
})

describe('S2: the session', () => {
  test('over https is a cookie that only this host sets and only https carries', async () => {
    const body = JSON.stringify({ token: await app.app().sessions.makeClaimToken() })
    const response = await ask('/api/claim', { method: 'POST', body })
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-multaqa=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=2592000$/,
    )
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const isSignedIn = async (sent: string) =>
      (await (await ask('/api/session', { headers: { cookie: sent } })).json()).signedIn
    expect(await isSignedIn(cookie)).toBe(true)
    // Without its `__Host-` prefix, a sister domain could set the cookie, so it is ignored.
    expect(await isSignedIn(cookie.replace('__Host-', ''))).toBe(false)
    const signedOut = await ask('/api/sign-out', { method: 'POST', headers: { cookie } })
    expect(signedOut.headers.get('set-cookie')).toMatch(/^__Host-multaqa=; .*; Secure; Max-Age=0$/)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('ends after thirty days, for requests, commands and new sockets', async () => {
    const cookie = await app.signIn()
    const before = app.clock.now()
    const command = { commandId: makeTestId(), gatheringId: gathering.gatheringId, name: 'editGathering' }
    const body = JSON.stringify({ ...command, payload: { lengthMs: 7_200_000 } })
    const signedIn = async () => {
      const session = await (await ask('/api/session', { headers: { cookie } })).json()
      const answer = await (await ask('/api/commands', { method: 'POST', body, headers: { cookie } })).json()
      const person = await app.connect({ cookie })
      const joined = await person.join({ gathering: gathering.slug, as: 'organizer' })
      const page = await ask(`/g/${gathering.slug}/export.json`, { headers: { cookie } })
      person.socket.close()
      return {
        session: session.signedIn,
        command: answer.ok,
        socket: joined.ok,
        isPrivate: page.headers.get('cache-control') === 'private, no-store',
      }
    }
    const all = { session: true, command: true, socket: true, isPrivate: true }
    const none = { session: false, command: false, socket: false, isPrivate: false }
    app.clock.set(before + 30 * day - 1)
    expect(await signedIn()).toEqual(all)
    app.clock.set(before + 30 * day)
    expect(await signedIn()).toEqual(none)
    app.clock.set(before)
  })
})

describe('what a page forbids', () => {
  test('is written out: scripts, bases, forms, frames and plain connections', async () => {
    const { headers } = await ask(`/g/${gathering.slug}`)
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': "'self'",
      'script-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
      'img-src': "'self' data:",
      'connect-src': "'self' https:",
      'media-src': "'self' blob: https:",
    })
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
  })

  test('K21: is the camera on every page but a host’s', async () => {
    const policyOf = async (path: string) => (await ask(path)).headers.get('permissions-policy')
    for (const path of ['/host', '/host?part=door']) {
      expect(await policyOf(`/g/${gathering.slug}${path}`)).toMatch(/^camera=\(self\), microphone=\(\)/)
    }
    for (const path of ['', '/reply', '/control', '/organize', '/hosts', '/host/x', '/reply?to=/g/x/host']) {
      expect(await policyOf(`/g/${gathering.slug}${path}`)).toContain('camera=()')
    }
    expect(await policyOf(`/embed/g/${gathering.slug}`)).toContain('camera=()')
    expect(await policyOf('/')).toContain('camera=()')
  })
})

describe('a form without script', () => {
  const formId = () => `${makeTestId()}${makeTestId()}`
  const come = (form: string, headers: Record<string, string> = {}) =>
    post(`/g/${gathering.slug}/come`, { form, city: meetingId, people: '2' }, headers)
  const countReplies = async () =>
    (await app.store().db.selectFrom('attendances').select('attendance_id').execute()).length
  const ticketOf = (response: Response) => response.headers.get('location') ?? ''

  test('makes one reply, also posted twice and with other words in it', async () => {
    const before = await countReplies()
    const form = formId()
    const [first, second] = await Promise.all([come(form), come(form)])
    expect(first.status).toBe(303)
    expect(ticketOf(second)).toBe(ticketOf(first))
    const third = await post(`/g/${gathering.slug}/come`, { form, city: meetingId, people: '5' })
    expect(ticketOf(third)).toBe(ticketOf(first))
    expect(await countReplies()).toBe(before + 1)
  })

  test.each(foreignOrigins.filter((origin) => origin !== ''))(
    'S1: posted by a page of %j makes no reply and changes none',
    async (origin) => {
      const before = await countReplies()
      expect((await come(formId(), { origin })).status).toBe(403)
      expect(await countReplies()).toBe(before)
      const ticket = ticketOf(await come(formId()))
      // Under `no-referrer` browsers also send `null` from our own ticket page, whose URL contains the secret.
      if (origin === 'null') return
      const refused = await post(ticket, { form: formId(), do: 'cancel' }, { origin })
      expect(refused.headers.get('location')).toBe(`${ticket}?refused=not-allowed`)
      expect(await (await ask(ticket)).text()).toContain('"state":"confirmed"')
    },
  )

  const countCities = async () =>
    (await app.store().db.selectFrom('meetings').select('meeting_id').execute()).length
  const propose = (headers: Record<string, string> = {}) =>
    post(
      `/g/${gathering.slug}/propose/plain`,
      { form: formId(), place: cityIds.toronto, hostAlias: 'Sami', venue: 'Hall' },
      headers,
    )

  test.each(foreignOrigins.filter((origin) => origin !== ''))(
    'S1: posted by a page of %j proposes no city',
    async (origin) => {
      const before = await countCities()
      expect((await propose({ origin })).status).toBe(403)
      expect(await countCities()).toBe(before)
    },
  )

  test('D10: proposals of unknown sources share the budget of strangers', async () => {
    passTime(app, 60_000)
    const before = await countCities()
    holdTime()
    const flood = await Promise.all(Array.from({ length: 90 }, () => propose()))
    expect(flood.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await countCities()) - before).toBeLessThanOrEqual(60)
    expect(await countCities()).toBeGreaterThan(before)
    passTime(app, 60_000)
  })

  test('S1: posted to a ticket from another site, also from one beside it on the same domain, changes nothing, whatever origin it names', async () => {
    const ticket = ticketOf(await come(formId()))
    for (const origin of ['null', own]) {
      for (const site of ['cross-site', 'same-site', 'anything']) {
        const headers = { origin, 'sec-fetch-site': site }
        const refused = await post(ticket, { form: formId(), do: 'cancel' }, headers)
        expect(refused.headers.get('location')).toBe(`${ticket}?refused=not-allowed`)
      }
    }
    expect(await (await ask(ticket)).text()).toContain('"state":"confirmed"')
    const cancelled = await post(ticket, { form: formId(), do: 'cancel' }, { origin: 'null' })
    expect(cancelled.headers.get('location')).toBe(ticket)
    expect(await (await ask(ticket)).text()).toContain('"state":"cancelled"')
  })

  test('A3: a ticket stands on no page of another gathering', async () => {
    const other = await makeGathering(app)
    const ticket = ticketOf(await come(formId()))
    expect((await ask(ticket)).status).toBe(200)
    const elsewhere = await ask(ticket.replace(gathering.slug, other.slug))
    expect(elsewhere.status).toBe(404)
    expect(await elsewhere.text()).not.toContain('"partySize"')
  })

  test('is kept by no cache and found by no search: form, answer, ticket, and a ticket that opens nothing', async () => {
    const answered = await come(formId())
    const pages = {
      form: await ask(`/g/${gathering.slug}/come`),
      ticket: await ask(ticketOf(answered)),
      'wrong ticket': await ask(`/g/${gathering.slug}/reply/r_${'x'.repeat(32)}`),
      'refused form': await come('no-form'),
    }
    for (const [page, { headers }] of Object.entries(pages)) {
      expect({ page, cache: headers.get('cache-control'), robots: headers.get('x-robots-tag') }).toEqual({
        page,
        cache: 'no-store',
        robots: 'noindex',
      })
    }
    expect(answered.headers.get('cache-control')).toBe('no-store')
    const kept = {
      panic: await ask(`/g/${gathering.slug}/panic`),
      'panic of all': await ask('/panic'),
      'refused panic': await post(`/g/${gathering.slug}/panic`, { typed: 'wrong', link: 'h_wrong' }),
      held: await ask('/api/held', {
        method: 'POST',
        body: JSON.stringify({ credential: `r_${'x'.repeat(32)}` }),
      }),
      'panic by script': await ask('/api/panic', { method: 'POST', body: '{}' }),
      cleared: await post('/clear', {}),
      session: await ask('/api/session'),
    }
    for (const [page, { headers }] of Object.entries(kept))
      expect({ page, cache: headers.get('cache-control') }).toEqual({ page, cache: 'no-store' })
    const feed = /"feed":"([^"]+)"/.exec(await (await ask(ticketOf(answered))).text())?.[1]
    const calendar = await ask(`/feed/${feed}.ics`)
    expect(calendar.status).toBe(200)
    expect(calendar.headers.get('cache-control')).toBe('private, no-store')
    expect(calendar.headers.get('x-robots-tag')).toBe('noindex')
    for (const path of ['form', 'ticket'] as const) expect(pages[path].status).toBe(200)
    expect(pages.form.headers.get('referrer-policy')).toBe('same-origin')
    expect(pages.ticket.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('C8: has a budget, so that a flood of forms is refused and makes no more replies than it allows', async () => {
    passTime(app, 60_000)
    const before = await countReplies()
    holdTime()
    const flood = await Promise.all(Array.from({ length: 90 }, () => come(formId())))
    const refused = flood.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    // The burst limit; more are accepted over time.
    expect((await countReplies()) - before).toBeLessThanOrEqual(60)
    passTime(app, 60_000)
    expect((await come(formId())).status).toBe(303)
  })
})
