// A real process is stopped while under attack: it answers accepted requests, exits in time, and logs no personal data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { connectPerson, eventually, makeCommandId, pause } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

let kept: TestStore
beforeEach(async () => {
  kept = await makeTestStore()
})
afterEach(() => kept.remove())

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`

/** Connections that never end by themselves and ignore the server's FIN. */
function attack(port: number): Socket[] {
  const texts = [
    ...Array.from({ length: 30 }, () => upgrade('/socket.io/?EIO=4&transport=websocket')),
    ...Array.from({ length: 10 }, () => upgrade('/socket.io/?EIO=4&transport=websocket').slice(0, -2)),
    ...Array.from({ length: 10 }, () => 'GET / HTTP/1.1\r\nHost: a\r\n'),
    ...Array.from(
      { length: 10 },
      () => 'POST /api/commands HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n{',
    ),
    ...Array.from(
      { length: 10 },
      () => 'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n',
    ),
    ...Array.from({ length: 10 }, () => ''),
  ]
  return texts.map((text) => {
    const line = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    line.on('error', () => undefined)
    line.pause()
    line.write(text)
    return line
  })
}

test('O3, O4: under an upgrade attack a process answers what was asked, ends within seconds, and logged nothing of anybody', async () => {
  const server = await prepareServerProcess(kept.environment, { environment: { LOG_LEVEL: 'debug' } })
  onTestFinished(() => server.kill())
  await server.start()
  const claimed = await fetch(`${server.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token: await server.claimToken() }),
  })
  const cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const [gatheringId, meetingId] = [makeTestId(), makeTestId()]
  const [hostSecret, credential] = [makeSecret('h'), makeSecret('r')]
  const organizer = await connectPerson(server.url, cookie)
  const plan = { ...openPlan, hostAlias: 'canary-host', address: 'canary-address' }
  await organizer.ask('createGathering', gatheringId, { language: 'en' })
  const details = {
    startsAt: Date.now() + 86_400_000,
    lengthMs: 3_600_000,
    leadPlaceId: cityIds.berlin,
    texts: { en: { title: 'Canary', slogan: '', statement: 'x' } },
  }
  await organizer.ask('editGathering', gatheringId, details)
  await organizer.ask('publishGathering', gatheringId, {})
  await organizer.ask('addMeeting', gatheringId, { meetingId, placeId: cityIds.berlin, hostSecret, plan })

  const headers = { cookie, 'x-forwarded-for': '203.0.113.77', 'user-agent': 'canary-agent' }
  const post = (body: string) => fetch(`${server.url}/api/commands`, { method: 'POST', headers, body })
  await post('{"canary-body')
  await post(
    JSON.stringify({
      name: 'replyToMeeting',
      commandId: 'canary-command',
      gatheringId,
      credential,
      payload: {},
    }),
  )
  await fetch(`${server.url}/g/canary-slug/reply/${credential}`, { headers })
  const person = await connectPerson(server.url)
  await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 2 }, { credential })

  const lines = attack(server.port)
  onTestFinished(() => {
    for (const line of lines) line.destroy()
  })
  await eventually(() => expect(lines.filter(({ connecting }) => !connecting)).toHaveLength(lines.length))
  await pause(200)
  const change = {
    commandId: makeCommandId(),
    gatheringId,
    name: 'resizeReply',
    credential,
    payload: { partySize: 3 },
  }
  const answered = person.socket.timeout(5000).emitWithAck('command', change)
  const startedAt = performance.now()
  const ended = server.kill('SIGTERM')
  expect(await answered).toMatchObject({ ok: true })
  await ended
  // One second for the last answers, plus margin for a busy machine.
  expect(performance.now() - startedAt).toBeLessThan(6000)
  await expect(fetch(server.url)).rejects.toThrow()
  organizer.socket.close()
  person.socket.close()
  const printed = server.printed()
  for (const text of [
    'canary',
    'Canary',
    '203.0.113',
    hostSecret,
    credential,
    cookie.split('=')[1] ?? '-',
    meetingId,
  ])
    expect({ text, isThere: printed.includes(text) }).toEqual({ text, isThere: false })
}, 60_000)

test.skipIf(process.env.TEST_DATABASE_URL !== undefined)(
  'O4: npm start passes the signal on, and its server ends',
  async () => {
    const port = await freePort()
    const child = spawn('npm', ['start'], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: {
        ...process.env,
        ...kept.environment,
        NODE_ENV: 'production',
        PORT: `${port}`,
        HOST: '127.0.0.1',
        EXAMPLE: 'off',
        PUBLIC_URL: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    onTestFinished(() => {
      // Kills its process group, if anything is left of it.
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL')
      } catch {}
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes))
    await eventually(() => expect(said).toContain('Multaqa is ready'), 90_000)
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
    await eventually(() => expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow(), 5000)
  },
  120_000,
)
