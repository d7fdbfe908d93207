// A captive portal or proxy answers instead of the server: with a page and status 200, a redirect, or its own JSON.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { searchPlaces } from '#client/sync/places.ts'
import { claim, readSession, sessionStore, signOut } from '#client/sync/session.ts'

const page = '<html><body>Sign in to this network</body></html>'
const html = { 'Content-Type': 'text/html' }
const strangers: readonly (readonly [string, () => Response])[] = [
  ['a page', () => new Response(page, { headers: html })],
  [
    'a page that says it is JSON',
    () => new Response(page, { headers: { 'Content-Type': 'application/json' } }),
  ],
  ['a refusal with a page', () => new Response(page, { status: 403, headers: html })],
  ['nothing', () => new Response('')],
  ['null', () => Response.json(null)],
  ['JSON of its own', () => Response.json({ portal: 'hotel' })],
]
const answerWith = (make: () => Response) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => make()),
  )

beforeEach(() => {
  vi.useFakeTimers()
  sessionStore.setState({ signedIn: null })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  sessionStore.setState({ signedIn: null })
})

describe.each(strangers)('%s', (_what, make) => {
  test('is no session and none that ended, and the server is asked again', async () => {
    answerWith(make)
    await readSession()
    expect(sessionStore.getState().signedIn).toBeNull()
    answerWith(() => Response.json({ signedIn: true }))
    await vi.advanceTimersByTimeAsync(4000)
    expect(sessionStore.getState().signedIn).toBe(true)
  })

  test('spends no sign-in link, signs nobody in and nobody out', async () => {
    answerWith(make)
    await expect(claim('token')).rejects.toThrow()
    expect(sessionStore.getState().signedIn).toBeNull()
    sessionStore.setState({ signedIn: true })
    await expect(signOut()).rejects.toThrow()
    expect(sessionStore.getState().signedIn).toBe(true)
  })

  test('is no list of places', async () => {
    answerWith(make)
    await expect(searchPlaces('berlin', 'en')).rejects.toThrow()
  })
})

test('the server’s own refusal of a link is believed', async () => {
  answerWith(() => Response.json({ ok: false, reason: 'link-not-valid' }, { status: 403 }))
  expect(await claim('token')).toBe(false)
  answerWith(() => Response.json({ ok: true }))
  expect(await claim('token')).toBe(true)
  expect(sessionStore.getState().signedIn).toBe(true)
  await signOut()
  expect(sessionStore.getState().signedIn).toBe(false)
})
