// Takes everything of this site off the device: storage, the outbox, caches; then leaves the page in place of its entry in the history.
import { clearOutbox } from '../../sync/outbox-storage.ts'

const longestMs = 3000

/** Nothing that fails or hangs keeps the rest from being cleared. */
export async function clearDevice(language: string): Promise<void> {
  const work = [
    clearStorage(() => localStorage),
    clearStorage(() => sessionStorage),
    clearOutbox(),
    clearCaches(),
    removeWorkers(),
  ]
  await soon(Promise.allSettled(work))
  const isCleared = await soon(
    // Something else than the server leads elsewhere, or answers at the address that was asked.
    fetch(`/clear?lang=${language}`, { method: 'POST' }).then(
      ({ ok, url }) => ok && new URL(url, location.href).pathname === '/cleared',
    ),
  ).catch(() => false)
  // Once more: what the page was about to keep was kept meanwhile.
  await soon(Promise.allSettled([clearStorage(() => localStorage), clearStorage(() => sessionStorage)]))
  location.replace(isCleared === true ? `/cleared?lang=${language}` : 'about:blank')
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
