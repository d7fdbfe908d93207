// What monitoring reads: health, readiness, and metrics behind a token; and what a log line contains about an error.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speakable } from '#server/secrets.ts'
import { describeError, withoutValues } from '#server/watching/describe-error.ts'
import { createDiskWatch } from '#server/watching/disk-watch.ts'
import { createLog } from '#server/watching/log.ts'
import { createReadiness } from '#server/watching/readiness.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const metricsToken = 'a-token-of-a-test'
let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp({ metricsToken })
  gathering = await makeGathering(app, { title: 'Canary title' })
})
afterAll(() => app.close())

const get = (path: string, authorization?: string) =>
  fetch(app.url() + path, { headers: authorization === undefined ? {} : { authorization } })

describe('O1: /metrics', () => {
  test('is read with the token alone', async () => {
    for (const wrong of [undefined, 'Bearer ', 'Bearer another-token', `Basic ${metricsToken}`, metricsToken])
      expect([wrong, (await get('/metrics', wrong)).status]).toEqual([wrong, 401])
    expect((await get('/metrics', `Bearer ${metricsToken}`)).status).toBe(200)
  })

  test('is nowhere without a token in the settings', async () => {
    const other = await startTestApp()
    expect((await fetch(`${other.url()}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(
      404,
    )
    await other.close()
  })

  test('names no gathering, city, person or address, and each line is of the format', async () => {
    const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: 'canary-host' })
    const person = await app.connect({ from: '203.0.113.77' })
    const payload = { meetingId, partySize: 2 }
    const credential = makeSecret('r')
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    const nowhere = { meetingId: 'no-such-meeting', partySize: 1 }
    const refused = await person.ask('replyToMeeting', gathering.gatheringId, nowhere, { credential })
    expect(refused.ok).toBe(false)
    await get(`/g/${gathering.slug}`)
    await get('/g/nowhere')
    const text = await (await get('/metrics', `Bearer ${metricsToken}`)).text()
    const number = '-?[0-9.]+(?:e[+-]?[0-9]+)?'
    const line = new RegExp(
      `^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\\{(?:outcome|status|le)="[a-z0-9.+A-Z]+"\\})? ${number})$`,
    )
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((one) => !line.test(one)),
    ).toEqual([])
    expect(text).toMatch(/^multaqa_commands_total\{outcome="accepted"\} [1-9]/m)
    expect(text).toMatch(/^multaqa_commands_total\{outcome="refused"\} 1$/m)
    expect(text).toMatch(/^multaqa_sockets 2$/m)
    expect(text).toMatch(/^multaqa_http_responses_total\{status="4xx"\} [1-9]/m)
    for (const told of [
      gathering.slug,
      gathering.gatheringId,
      meetingId,
      'canary',
      'anary',
      'erlin',
      '203.0',
    ])
      expect(text).not.toContain(told)
  })
})

test('O2: /readyz says 503 while the database does not answer or the process ends; /healthz answers all the while', async () => {
  expect((await get('/readyz')).status).toBe(200)
  let isAway = false
  let isStopping = false
  const ping = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve())
  const readiness = createReadiness(ping, () => isStopping)
  expect(await readiness()).toEqual({ isReady: true, reason: null })
  isAway = true
  // A recent result is cached.
  expect(await readiness()).toEqual({ isReady: true, reason: null })
  expect(await createReadiness(ping, () => false)()).toEqual({ isReady: false, reason: 'database-away' })
  expect(
    await createReadiness(
      () => new Promise(() => {}),
      () => false,
    )(),
  ).toMatchObject({ isReady: false })
  isStopping = true
  expect(await readiness()).toEqual({ isReady: false, reason: 'stopping' })
  expect((await get('/healthz')).status).toBe(200)
})

describe('O3: a line of the log', () => {
  const texts: readonly [string, string][] = [
    [
      'duplicate key value violates unique constraint "attendances_secret"',
      'duplicate key value violates unique constraint …',
    ],
    ['Key (secret_hash)=(canary) already exists.', 'Key (secret_hash)… already exists.'],
    [`Unexpected token 'c', "canary of a body" is not valid JSON`, 'Unexpected token …, … is not valid JSON'],
    [`Unexpected token 'c', ..."canary of a bo`, 'Unexpected token …, ...…'],
    ['connect ECONNREFUSED 203.0.113.9:5432', 'connect ECONNREFUSED …'],
    ['connect EHOSTUNREACH 2001:db8::17:443', 'connect EHOSTUNREACH …'],
    ['connect EHOSTUNREACH fe80::1%eth0', 'connect EHOSTUNREACH …'],
    ['cannot open postgres://multaqa:canary@db/multaqa now', 'cannot open … now'],
    ['no reply r_canarycanary here', 'no reply … here'],
    ['mail of canary@example.org', 'mail of …'],
    ['no host سميرة here', 'no host … here'],
    ['the store cannot write: disk is full', 'the store cannot write: disk is full'],
    ['no meeting 3f9a8b7c6d5e4f3a2b1c', 'no meeting …'],
    [
      `Unexpected token 'H', "He said "Ahmad" to us" is not valid JSON`,
      'Unexpected token …, … is not valid JSON',
    ],
    [`no 'it's Ahmad's' here`, 'no … here'],
    ['SQLITE_BUSY_SNAPSHOT: database is locked', 'SQLITE_BUSY_SNAPSHOT: database is locked'],
  ]
  test.each(texts)('says of %j what is no value', (text, said) => {
    expect(withoutValues(text)).toBe(said)
  })

  test('holds no secret, id, code, link or address, whatever it looks like and wherever it stands', () => {
    const random = (bytes: number) =>
      fc
        .uint8Array({ minLength: bytes, maxLength: bytes })
        .map((made) => Buffer.from(made).toString('base64url'))
    const secret = random(24)
    const code = (length: number) =>
      fc
        .array(fc.constantFrom(...speakable), { minLength: length, maxLength: length })
        .map((made) => made.join(''))
    const value = fc.oneof(
      fc.tuple(fc.constantFrom('r', 'h', 'd', 'i', 'p'), secret).map(([opens, made]) => `${opens}_${made}`),
      fc.tuple(random(12), secret).map(([id, proof]) => `f_${id}.${proof}`),
      secret,
      random(12),
      random(15),
      random(32),
      random(32).map((made) => made.slice(0, 22)),
      code(5),
      code(6),
      secret.map((made) => `https://multaqa.example/g/one-hour/berlin#r_${made}`),
      secret.map((made) => `k2.${made}`),
      fc.ipV4(),
      fc.ipV6(),
      fc.emailAddress({ size: 'small' }),
    )
    const beside = fc.constantFrom(' ', ': ', '=', ',', '(', '/', '#', '[', ' "', " '", '\t')
    const property = fc.property(value, beside, beside, (hidden, before, after) => {
      const said = withoutValues(`cannot open${before}${hidden}${after}now`)
      // Of an address, checks each part longer than a few letters.
      for (const part of hidden.split(/[.:@/#]/).filter((each) => each.length >= 5))
        if (!['https', 'multaqa', 'example', 'one-hour', 'berlin'].includes(part))
          expect(said).not.toContain(part)
      expect(said).not.toContain(hidden)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  test('has of an error the kind, the code and the frames, but no detail, no parameters and no row', () => {
    const error = Object.assign(new Error('insert failed for "canary"\n    at canary (canary.ts:1:1)'), {
      code: '23505',
      constraint: 'attendances_secret',
      detail: 'Key (secret_hash)=(canary) already exists.',
      where: 'canary',
      address: '203.0.113.9',
      parameters: ['canary'],
      cause: new AggregateError([new Error('canary@example.org')], 'canary@example.org'),
    })
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    log.trouble(error)
    log.trouble({ thrown: 'canary' })
    log.trouble('canary')
    expect(lines.join('')).not.toMatch(/canary|203\.0/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 50,
      msg: 'trouble',
      error: {
        code: '23505',
        constraint: 'attendances_secret',
        type: 'Error',
        cause: { type: 'AggregateError' },
      },
    })
    expect(describeError(error).stack[0]).toMatch(/watching\.test\.ts:\d+:\d+/)
  })

  test('is written once a minute while the same goes on failing, with how often, and without a stack where the disk, the database or the bus fails', () => {
    const lines: string[] = []
    let now = 0
    const log = createLog('info', { write: (line) => void lines.push(line) }, () => now)
    const taken = () => lines.splice(0).map((line) => JSON.parse(line))
    const fails = [
      new Error('database or disk is full'),
      Object.assign(new Error('could not extend file'), { code: '53100' }),
    ]
    const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' })
    for (let second = 0; second < 120; second += 1) {
      now = second * 1000
      for (const error of fails) log.trouble(error)
      log.passing(away)
    }
    const full = (times: number) => ({ msg: 'trouble', fault: 'full', times })
    const gone = (times: number) => ({ msg: 'passing trouble', fault: 'away', times })
    const told = taken()
    expect(told).toMatchObject([full(1), gone(1), full(120), gone(60)])
    for (const { error } of told) expect(error).not.toHaveProperty('stack')
    // Different bugs are logged separately, with their location.
    for (const word of ['one', 'other', 'one']) log.trouble(new TypeError(word))
    const bugs = taken()
    expect(bugs).toMatchObject([{ error: { message: 'one' } }, { error: { message: 'other' } }])
    expect(bugs[0].error.stack[0]).toMatch(/watching\.test\.ts/)
    // A new kind of error each time does not produce a line each time.
    for (let kind = 0; kind < 1000; kind += 1)
      log.trouble(new Error(`kind ${'x'.repeat(kind % 90)} of ${'y'.repeat(kind)}`))
    expect(taken().length).toBeLessThan(60)
  })
})

describe('O2: /healthz', () => {
  const room = { now: 0 }
  const watch = (folder?: string) => createDiskWatch(folder, () => room.now)

  test('says that the disk is full or fails as long as writes fail, and a minute after', async () => {
    const disk = watch()
    expect(await disk.trouble()).toBeNull()
    disk.heard(new Error('a bug'))
    expect(await disk.trouble()).toBeNull()
    disk.heard(new Error('database or disk is full'))
    // A small write may still fit.
    disk.wrote()
    expect(await disk.trouble()).toBe('full')
    room.now += 60_000
    expect(await disk.trouble()).toBe('full')
    disk.wrote()
    expect(await disk.trouble()).toBeNull()
    disk.heard(new Error('disk I/O error'))
    expect(await disk.trouble()).toBe('failing')
  })

  test('looks at the disk of the data folder', async () => {
    const disk = watch(tmpdir())
    expect([null, 'nearly-full', 'full']).toContain(await disk.trouble())
    expect(await watch(join(tmpdir(), 'nothing-is-here-of-multaqa')).trouble()).toBe('failing')
  })

  test('is null of a disk with room', async () => {
    expect(await (await get('/healthz')).json()).toMatchObject({ ok: true, disk: null })
  })
})
