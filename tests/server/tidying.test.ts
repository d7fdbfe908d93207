// Cleaning up the database files after erasures: a failed cleanup is retried later, also by another process.
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createScrubber } from '#server/jobs/scrubber.ts'
import type { Store } from '#server/store/open-store.ts'
import { notePanic } from '#server/store/panic-mark.ts'
import { wantedTidying, wantTidying } from '#server/store/pending-cleanup.ts'
import { eventually } from '../support/person.ts'
import { testNow } from '../support/test-app.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

let kept: TestStore
let store: Store
beforeEach(async () => {
  kept = await makeTestStore()
  store = await kept.open()
})
afterEach(async () => {
  await store.close()
  await kept.remove()
})

/** A store that counts its rewrites and fails the first `times` of them, as when another transaction holds an old snapshot. */
function failing(times: number) {
  const done = { rewrites: 0, scrubs: 0 }
  const rewrite = async () => {
    done.rewrites += 1
    if (done.rewrites <= times) throw new Error('somebody reads')
    await store.rewrite()
  }
  const scrub = async () => {
    done.scrubs += 1
    await store.scrub()
  }
  return { ...store, rewrite, scrub, done }
}

function start(of: ReturnType<typeof failing>, holder = 'one', retryMs = 60_000) {
  const trouble: unknown[] = []
  const onTrouble = (error: unknown) => void trouble.push(error)
  const clock = { now: () => testNow }
  const scrubber = createScrubber({ store: of, clock, holder, onTrouble, retryMs })
  onTestFinished(scrubber.stop)
  return { ...scrubber, trouble }
}

const wanted = async () => [...(await wantedTidying(store.db)).keys()]

test('X12: what could not be rewritten stays wanted, and is tried again until it is done', async () => {
  const failsTwice = failing(2)
  const scrubber = start(failsTwice, 'one', 20)
  await store.db.transaction().execute((db) => notePanic(db, testNow))
  scrubber.scrub()
  await eventually(async () => expect(await wanted()).toEqual([]), 10_000)
  expect(failsTwice.done.rewrites).toBe(3)
  expect(scrubber.trouble).toHaveLength(2)
})

test('X12: what a process left is done by the next that starts', async () => {
  await store.db.transaction().execute((db) => notePanic(db, testNow))
  const killed = start(failing(1))
  await killed.stop()
  expect(await wanted()).toEqual(['rewrite'])
  const next = failing(0)
  await start(next, 'two').idle()
  expect(next.done.rewrites).toBe(1)
  expect(await wanted()).toEqual([])
})

test('X12: what is wanted while files are rewritten is not taken for done', async () => {
  const slow = failing(0)
  const rewrite = async () => {
    await slow.rewrite()
    if (slow.done.rewrites === 1) await wantTidying(store.db, 'rewrite')
  }
  await wantTidying(store.db, 'rewrite')
  await start({ ...slow, rewrite }).idle()
  expect(await wanted()).toEqual(['rewrite'])
})

test('X12: after other erasures SQLite is rewritten, and PostgreSQL only gives room to new rows', async () => {
  await wantTidying(store.db, 'tidy')
  const once = failing(0)
  await start(once).idle()
  expect(once.done).toEqual({ rewrites: store.kind === 'sqlite' ? 1 : 0, scrubs: 1 })
  expect(await wanted()).toEqual([])
})

test('X12: a log that could not be emptied is emptied later', async () => {
  const once = failing(0)
  const scrub = async () => {
    await once.scrub()
    if (once.done.scrubs === 2) throw new Error('somebody reads')
  }
  const scrubber = start({ ...once, scrub }, 'one', 20)
  await scrubber.idle()
  once.done.scrubs = 1
  scrubber.scrub()
  await eventually(() => expect(once.done.scrubs).toBe(3), 10_000)
  expect(scrubber.trouble).toHaveLength(1)
})
