// `/.well-known/security.txt`: the fields that RFC 9116 requires, and 404 without a contact.
import { describe, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { startTestApp } from '../support/test-app.ts'

const path = '/.well-known/security.txt'
const dayMs = 86_400_000

describe('security.txt', () => {
  test('names the operator’s contact, and expires between 179 and 180 days from now', async () => {
    const app = await startTestApp({
      securityContact: 'mailto:security@example.org',
      publicUrl: 'https://multaqa.example',
    })
    const response = await fetch(app.url() + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8$/i)
    const text = await response.text()
    const fields = new Map(
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split(': ') as [string, string]),
    )
    expect([...fields.keys()]).toEqual(['Contact', 'Expires', 'Preferred-Languages', 'Canonical'])
    expect(fields.get('Contact')).toBe('mailto:security@example.org')
    expect(fields.get('Preferred-Languages')).toBe('ar, en')
    expect(fields.get('Canonical')).toBe(`https://multaqa.example${path}`)
    const expires = fields.get('Expires') ?? ''
    expect(expires).toMatch(/^\d{4}-\d{2}-\d{2}T00:00:00Z$/)
    const left = Date.parse(expires) - app.clock.now()
    expect(left).toBeGreaterThan(179 * dayMs)
    expect(left).toBeLessThanOrEqual(180 * dayMs)
    expect((await fetch(app.url() + path, { method: 'POST' })).status).toBe(405)
    await app.close()
  })

  test('is absent without a contact', async () => {
    const app = await startTestApp()
    expect((await fetch(app.url() + path)).status).toBe(404)
    await app.close()
  })

  test.each([
    ['security@example.org', 'mailto:security@example.org'],
    ['mailto:security@example.org', 'mailto:security@example.org'],
    ['https://example.org/report', 'https://example.org/report'],
    ['tel:+49-30-1234567', 'tel:+49-30-1234567'],
  ])('SECURITY_CONTACT=%s is written as %s', (given, written) => {
    const read = readConfig({ SECURITY_CONTACT: given })
    expect(read.ok && read.config.securityContact).toBe(written)
  })

  test.each(['http://example.org', 'javascript:alert(1)', 'a@b\nExpires: never', 'Somebody', '+49 30'])(
    'SECURITY_CONTACT=%j is refused in one line',
    (given) => {
      const read = readConfig({ SECURITY_CONTACT: given })
      expect(read.ok).toBe(false)
      expect(!read.ok && read.line).toMatch(/^SECURITY_CONTACT=.* cannot be used: give an e-mail address/)
    },
  )
})
