// A PUBLIC_URL that differs from the URL people open: reported at the start, by /healthz, in the log and on the page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { publicAddressLines } from '#server/public-address.ts'
import { clientFolder } from '../support/client-folder.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const told: string[] = []
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({
    assets: openAssets(clientFolder),
    publicUrl: 'https://own.example',
    tell: (line) => told.push(line),
  })
})
afterAll(() => app.close())

const openSocket = (origin: string) =>
  fetch(`${app.url()}/socket.io/?EIO=4&transport=polling`, { headers: { origin } })
const health = async () =>
  ((await (await fetch(`${app.url()}/healthz`)).json()) as { publicUrl: string | null }).publicUrl
const linesOfAddress = () => told.filter((line) => line.includes('PUBLIC_URL'))

test('O2: a page of ours that was opened at another address is refused, and /healthz and one line of the log say so', async () => {
  // A page of another site, or our own page at the right address, is not reported.
  expect((await openSocket('https://elsewhere.example')).status).toBe(403)
  expect((await openSocket('https://own.example')).status).toBe(200)
  expect([await health(), linesOfAddress()]).toEqual([null, []])
  for (let again = 0; again < 3; again += 1) expect((await openSocket(app.url())).status).toBe(403)
  expect(await health()).toBe('opened-elsewhere')
  expect(linesOfAddress()).toHaveLength(1)
  // The log omits the address, because the client chooses it.
  expect(linesOfAddress()[0]).not.toContain('127.0.0.1')
})

test('a page names the public address, by which it knows that it was opened at another one', async () => {
  const page = await (await fetch(`${app.url()}/`)).text()
  expect(page).toContain('<meta name="public-address" content="https://own.example">')
  const tried = await startTestApp({ assets: openAssets(clientFolder) })
  expect(await (await fetch(`${tried.url()}/`)).text()).not.toContain('public-address')
  await tried.close()
})

test('a start says where pages work, and what cannot be right about that address', () => {
  const lines = (publicUrl: string | undefined, host = '127.0.0.1', isProxied = false) =>
    publicAddressLines(publicUrl, { host, port: 3000, isProxied }).join('\n')
  expect(lines(undefined)).toBe('')
  expect(lines('https://own.example')).toMatch(/^Pages work only at https:\/\/own\.example .*$/)
  expect(lines('http://localhost:3000')).toMatch(/^.*$/)
  expect(lines('http://localhost:3000', '0.0.0.0')).toContain('no other machine can open it')
  expect(lines('http://127.0.0.1:3000', '127.0.0.1', true)).toContain('no other machine can open it')
  expect(lines('http://own.example')).toContain('is not https')
  expect(lines('https://own.example:3000')).toContain('does not use TLS')
  expect(lines('https://own.example:8443')).not.toContain('TLS')
})
