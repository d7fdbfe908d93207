// The id with which a window takes the director's role: the person's previous id after closing the window, a new one for a second window.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownSeatId } from '#client/features/control/seat-id.ts'

const credential = 'd_0123456789abcdefghijklmnop'
const held = new Map<string, () => void>()
const before = {
  locks: Object.getOwnPropertyDescriptor(navigator, 'locks'),
  isSecure: Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext'),
}

/** A stub of a browser's locks; `closeAll` closes its windows. */
function useLocks(): void {
  const request = (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<unknown>) =>
    new Promise((_, reject) => {
      if (!held.has(name)) {
        held.set(name, () => held.delete(name))
        void run()
      } else signal.addEventListener('abort', () => reject(new Error('held')))
    })
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true })
  Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true })
}

/** Deletes the session storage of the window; local storage stays. */
function closeAll(): void {
  held.clear()
  sessionStorage.clear()
}

beforeEach(() => {
  useLocks()
  closeAll()
  localStorage.clear()
})
afterEach(() => {
  if (before.locks === undefined) delete (navigator as { locks?: unknown }).locks
  else Object.defineProperty(navigator, 'locks', before.locks)
  if (before.isSecure === undefined) delete (globalThis as { isSecureContext?: unknown }).isSecureContext
  else Object.defineProperty(globalThis, 'isSecureContext', before.isSecure)
  closeAll()
  localStorage.clear()
})

test.each([
  ['an appointed director', credential],
  ['an organizer', undefined],
])('%s who closed the window and returns has the name by which they held the seat', async (_who, secret) => {
  const first = await ownSeatId(secret)
  expect(first).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
  closeAll()
  expect(await ownSeatId(secret)).toBe(first)
})

test('a second window of the same person has another name, and keeps it', async () => {
  const first = await ownSeatId(credential)
  const second = await ownSeatId(credential)
  expect(second).not.toBe(first)
})

test('a director’s name tells nothing of the secret, and nothing of it is stored', async () => {
  const name = await ownSeatId(credential)
  expect(credential).not.toContain(name)
  expect(name).not.toContain(credential.slice(2))
  expect(localStorage.length + sessionStorage.length).toBe(0)
})

test('two directors have two names', async () => {
  expect(await ownSeatId(credential)).not.toBe(await ownSeatId(`${credential}x`))
})
