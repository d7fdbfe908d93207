// Takes everything of this site off the device: storage, the outbox, caches, and by the server's answer the sign-in and what the browser cached.
import { clearOutbox } from '../../sync/outbox-storage.ts'
import { forgetTabReplies } from '../../sync/tab-replies.ts'
import { forgetWatching } from '../../sync/watching.ts'

const longestMs = 3000

/** What a page can clear without the server. Nothing that fails or hangs keeps the rest from being cleared. */
export async function clearStored(): Promise<void> {
  forgetTabReplies()
  forgetWatching()
  const work = [
    clearStorage(() => localStorage),
    clearStorage(() => sessionStorage),
    clearOutbox(),
    clearCaches(),
    removeWorkers(),
  ]
  await soon(Promise.allSettled(work))
}

/**
 * The server ends the session, whose cookie no page can read or delete, and has the browser clear its cache. False when it was not reached:
 * then both may still be there.
 */
export async function clearByServer(language: string): Promise<boolean> {
  const isCleared = await soon(
    // Something else than the server leads elsewhere, or answers at the address that was asked.
    fetch(`/clear?lang=${language}`, { method: 'POST', cache: 'no-store' }).then(
      ({ ok, url }) => ok && new URL(url, location.href).pathname === '/cleared',
    ),
  ).catch(() => false)
  // Once more: what the page was about to keep was kept meanwhile.
  await soon(Promise.allSettled([clearStorage(() => localStorage), clearStorage(() => sessionStorage)]))
  return isCleared === true
}

/** In place of this page's entry in the history. */
export function leaveCleared(language: string): void {
  location.replace(`/cleared?lang=${language}`)
}

function soon<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([
    work,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), longestMs)),
  ])
}

/** A private window may refuse even to be asked. */
async function clearStorage(storage: () => Storage): Promise<void> {
  storage().clear()
}

async function clearCaches(): Promise<void> {
  if (!('caches' in window)) return
  const names = await caches.keys()
  await Promise.all(names.map((name) => caches.delete(name)))
}

async function removeWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const workers = await navigator.serviceWorker.getRegistrations()
  await Promise.all(workers.map((worker) => worker.unregister()))
}
