// TLS in the shipped configuration of both proxies: pages, sockets and HTTP/2 over https; redirect from http. HAProxy runs without root.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { ensureBalancer, startBalancer } from './balancer.ts'
import { freePort } from './free-port.ts'
import { eventually } from './person.ts'

let folder = ''
let certificate = ''
let key = ''
/** A stub for both server processes: echoes the request's headers. */
const behind = createServer((asked, answer) => {
  const { 'x-forwarded-for': forwarded, host } = asked.headers
  answer.end(JSON.stringify({ url: asked.url, forwarded, host }))
})
let port = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'multaqa-tls-'))
  certificate = join(folder, 'fullchain.pem')
  key = join(folder, 'privkey.pem')
  const subject = ['-subj', '/CN=multaqa.example', '-addext', 'subjectAltName=DNS:multaqa.example']
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...kind, ...subject, '-out', certificate, '-keyout', key], {
    stdio: 'ignore',
  })
  // When the tests run as root, the proxies run under another account, which must be able to read the folder.
  execFileSync('chmod', ['-R', 'a+rX', folder])
  new WebSocketServer({ server: behind }).on('connection', (socket) => socket.send('hello'))
  port = await freePort()
  behind.listen(port, '127.0.0.1')
  await once(behind, 'listening')
})
afterAll(() => {
  behind.close()
  behind.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const seen = (text: string) => JSON.parse(text) as unknown

test.each(['haproxy', 'nginx'] as const)(
  'with the lines for TLS %s serves pages, HTTP/2 and sockets over https, and sends http there',
  async (kind) => {
    const ports = [await freePort(), await freePort()] as const
    const balancer = await startBalancer(kind, [port, port], { tls: { certificate, key, ports } })
    onTestFinished(balancer.remove)
    const ca = readFileSync(certificate)
    const trusting = { ca, servername: 'multaqa.example', headers: { host: 'multaqa.example' } }
    const page = { url: '/g/one-hour?lang=en', forwarded: '127.0.0.1', host: 'multaqa.example' }

    await eventually(async () => {
      const asking = request(`${balancer.url}/g/one-hour?lang=en`, trusting).end()
      const [answer] = (await once(asking, 'response')) as [IncomingMessage]
      expect(seen(Buffer.concat(await answer.toArray()).toString())).toEqual(page)
    })

    const session = connectHttp2(balancer.url, { ca, servername: 'multaqa.example' })
    const stream = session.request({ ':path': '/g/one-hour?lang=en', ':authority': 'multaqa.example' })
    expect(seen(Buffer.concat(await stream.toArray()).toString())).toEqual(page)
    session.close()

    const socket = new WebSocket(`${balancer.url.replace('https', 'wss')}/socket.io/`, trusting)
    const [hello] = await once(socket, 'message')
    expect(String(hello)).toBe('hello')
    socket.close()

    const plain = await fetch(`http://127.0.0.1:${ports[0]}/g/one-hour?lang=en`, { redirect: 'manual' })
    expect([plain.status, plain.headers.get('location')]).toEqual([
      308,
      'https://multaqa.example/g/one-hour?lang=en',
    ])
    // Requests of certbot's HTTP challenge are not redirected.
    const challenge = await fetch(`http://127.0.0.1:${ports[0]}/.well-known/acme-challenge/none`, {
      redirect: 'manual',
    })
    expect(challenge.status).toBe(kind === 'nginx' ? 404 : 503)
  },
)

test.runIf(process.getuid?.() === 0)(
  'HAProxy, started as root, works as the account of its package',
  async () => {
    const own = await freePort()
    const file = join(folder, 'haproxy.cfg')
    const shipped = readFileSync(join(import.meta.dirname, '..', '..', 'deploy', 'haproxy.cfg'), 'utf8')
    writeFileSync(
      file,
      shipped
        .replace('maxconn 40000', 'maxconn 100')
        .replace('bind :8080', `bind 127.0.0.1:${own}`)
        .replaceAll(/127\.0\.0\.1:300[12]/g, `127.0.0.1:${port}`),
    )
    const child = spawn(ensureBalancer('haproxy'), ['-db', '-f', file], { stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${own}/`)).status).toBe(200))
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    const [, uid] = /^Uid:\s+(\d+)/m.exec(status) ?? []
    expect(uid).toBe(execFileSync('id', ['-u', 'haproxy'], { encoding: 'utf8' }).trim())
  },
)
