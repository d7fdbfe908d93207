// By which name this window sits on the director's seat: its own, also beside a copy of the same window.

import { giveUpAfter } from '../../sync/give-up-after.ts'
import { makeId } from '../../sync/secrets.ts'

const key = 'multaqa.seat'
/** A window that is loaded anew needs a moment until its former self has let go. */
const claimWithinMs = 700

function read(): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(seatId: string): string {
  try {
    sessionStorage.setItem(key, seatId)
  } catch {
    // It then lasts as long as the page.
  }
  return seatId
}

/**
 * Browsers copy the session storage with a duplicated window, so the name alone does not tell two windows apart. The lock does, where
 * the browser has locks (secure contexts); it ends with the page.
 */
export async function ownSeatId(): Promise<string> {
  const kept = read()
  const seatId = kept ?? keep(makeId())
  if (await lock(seatId)) return seatId
  const other = keep(makeId())
  await lock(other)
  return other
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
