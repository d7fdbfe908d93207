// The id with which this window takes the director's role: the same after a reload or return, a different one in a second open window.

import { makeId } from '../../sync/secrets.ts'
import { giveUpAfter } from '../../sync/timeout-signal.ts'

const key = 'multaqa.seat'
/** After a reload the previous page needs a moment to release its lock. */
const claimWithinMs = 700

type Kept = 'sessionStorage' | 'localStorage'

function read(where: Kept): string | null {
  try {
    return globalThis[where].getItem(key)
  } catch {
    return null
  }
}

function keep(where: Kept, seatId: string): string {
  try {
    globalThis[where].setItem(key, seatId)
  } catch {
    // Storage is refused: the id then lasts as long as the page.
  }
  return seatId
}

/**
 * A director who closes the window and returns must be recognized. Their id is a hash of the link's secret, so it need not be stored; an
 * organizer, who has no secret here, keeps an id on the device beside their session. If one person opens two windows, the second gets
 * another id: a Web Lock tells them apart, even for a duplicated window, to which browsers copy the session storage. The lock ends
 * with the page. Without Web Locks (on an address without encryption) windows cannot be told apart, so an id lasts as long as the window.
 */
export async function ownSeatId(credential: string | undefined): Promise<string> {
  if (hasLocks()) {
    const lasting =
      credential === undefined
        ? (read('localStorage') ?? keep('localStorage', makeId()))
        : await nameOf(credential)
    if (await lock(lasting)) return lasting
  }
  const seatId = read('sessionStorage') ?? keep('sessionStorage', makeId())
  if (await lock(seatId)) return seatId
  const other = keep('sessionStorage', makeId())
  await lock(other)
  return other
}

async function nameOf(credential: string): Promise<string> {
  const bytes = new TextEncoder().encode(`multaqa seat ${credential}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function hasLocks(): boolean {
  return (navigator.locks as LockManager | undefined) !== undefined && isSecureContext
}

function lock(seatId: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined
  if (locks === undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    const signal = giveUpAfter(claimWithinMs)
    locks
      .request(`multaqa.seat.${seatId}`, { signal }, () => {
        resolve(true)
        return new Promise(() => undefined)
      })
      .catch(() => resolve(false))
  })
}
