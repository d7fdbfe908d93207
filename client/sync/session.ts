// Whether this browser is signed in as an organizer, and the ways in and out. The cookie itself no script can read.
import { createStore } from 'zustand/vanilla'

export type SessionState = { readonly signedIn: boolean | null }

/** `signedIn` is null until the server was asked. */
export const sessionStore = createStore<SessionState>(() => ({ signedIn: null }))

export async function readSession(): Promise<void> {
  const response = await fetch('/api/session').catch(() => null)
  if (response?.ok) sessionStore.setState((await response.json()) as SessionState)
}

/** True when the one-time link opened a session. */
export async function claim(token: string): Promise<boolean> {
  const response = await fetch('/api/claim', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (response.ok) sessionStore.setState({ signedIn: true })
  return response.ok
}

export async function signOut(): Promise<void> {
  await fetch('/api/sign-out', { method: 'POST' })
  sessionStore.setState({ signedIn: false })
}
