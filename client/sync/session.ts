// Whether this browser is signed in as an organizer; signing in and out. Scripts cannot read the cookie itself.
import { createStore } from 'zustand/vanilla'
import { readAnswer } from './read-answer.ts'

export type SessionState = { readonly signedIn: boolean | null }
type Done = { readonly ok: boolean }

/** `signedIn` is null until the server answers. */
export const sessionStore = createStore<SessionState>(() => ({ signedIn: null }))

const firstRetryMs = 4000
const longestRetryMs = 60_000

/** Retries until the server itself answers. */
export async function readSession(retryMs = firstRetryMs): Promise<void> {
  try {
    const { signedIn } = await readAnswer<SessionState>(await fetch('/api/session'), 'signedIn')
    sessionStore.setState({ signedIn: signedIn === true })
  } catch {
    // A sign-in or sign-out meanwhile is more recent.
    if (sessionStore.getState().signedIn !== null) return
    setTimeout(() => void readSession(Math.min(2 * retryMs, longestRetryMs)), retryMs)
  }
}

/** True when the one-time link opened a session, false when the link is invalid. Rejects when the server did not answer: retry is safe. */
export async function claim(token: string): Promise<boolean> {
  const response = await fetch('/api/claim', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  const { ok } = await readAnswer<Done>(response, 'ok')
  if (ok === true) sessionStore.setState({ signedIn: true })
  return ok === true
}

/** Rejects when the server did not confirm: the session may still be open. */
export async function signOut(): Promise<void> {
  const { ok } = await readAnswer<Done>(await fetch('/api/sign-out', { method: 'POST' }), 'ok')
  if (ok !== true) throw new Error('not signed out')
  sessionStore.setState({ signedIn: false })
}
