// Removes all data of this site from the device: storage, outbox, caches. The server's answer ends the session and clears the HTTP cache.
import { clearOutbox } from '../../sync/outbox-storage.ts'
import { forgetTabReplies } from '../../sync/tab-replies.ts'
import { forgetWatching } from '../../sync/watching.ts'

const longestMs = 3000

/** Clears everything that a page can clear without the server. Steps that fail or hang do not stop the others. */
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
 * The server ends the session, whose cookie no page can read or delete, and tells the browser to clear its cache. Returns false if the
 * server was not reached: then both may still be there.
 */
export async function clearByServer(language: string): Promise<boolean> {
  const isCleared = await soon(
    // An answer that is not the server's redirects elsewhere, or stays at the requested address.
    fetch(`/clear?lang=${language}`, { method: 'POST', cache: 'no-store' }).then(
      ({ ok, url }) => ok && new URL(url, location.href).pathname === '/cleared',
    ),
  ).catch(() => false)
  // Clear again: the page may have stored something meanwhile.
  await soon(Promise.allSettled([clearStorage(() => localStorage), clearStorage(() => sessionStorage)]))
  return isCleared === true
}

/** Replaces this page's history entry. */
export function leaveCleared(language: string): void {
  location.replace(`/cleared?lang=${language}`)
}

function soon<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([
    work,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), longestMs)),
  ])
}

/** A private window may throw on mere access to the storage. */
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
