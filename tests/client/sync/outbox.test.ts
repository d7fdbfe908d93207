import { expect, test, vi } from 'vitest'
import { createOutbox, type OutboxStorage } from '#client/sync/outbox.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'

const accepted: Answer = { ok: true, version: 1, outcome: {} }
const command = (commandId: string, gatheringId = 'gathering'): Command => ({
  commandId,
  gatheringId,
  name: 'cancelReply',
  payload: {},
})

/** A browser's storage, as all its tabs share it. */
function sharedStorage(earlier: readonly Command[] = []) {
  const kept = new Map(earlier.map((each) => [each.commandId, each]))
  const storage: OutboxStorage = {
    load: async () => [...kept.values()],
    keep: async (each) => void kept.set(each.commandId, each),
    drop: async (commandId) => void kept.delete(commandId),
  }
  return { kept, storage }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 20))

test('C9: what was left before a reload goes first, and once', async () => {
  const { kept, storage } = sharedStorage([command('left-one'), command('left-two')])
  const sent: string[] = []
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    return accepted
  }, storage)
  await outbox.post(command('new-one'))
  expect(sent).toEqual(['left-one', 'left-two', 'new-one'])
  await settled()
  expect(kept.size).toBe(0)
  expect(outbox.store.getState().pending).toEqual([])
})

test('C9: two tabs keep each other’s commands: what one has settled takes nothing from the other', async () => {
  const { kept, storage } = sharedStorage()
  const dead = createOutbox(async () => null, storage)
  const alive = createOutbox(async () => accepted, storage)
  void dead.post(command('of-the-dead-tab'))
  await alive.post(command('of-the-other'))
  await settled()
  expect([...kept.keys()]).toEqual(['of-the-dead-tab'])
  const reopened = createOutbox(async () => accepted, storage)
  await settled()
  expect(reopened.store.getState().pending).toEqual([])
  expect(kept.size).toBe(0)
})

test('C9: a command without an answer is sent again with the same id, and nothing overtakes it', async () => {
  vi.useFakeTimers()
  const sent: string[] = []
  let isBroken = true
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    return isBroken ? null : accepted
  }, sharedStorage().storage)
  const answers = Promise.all([outbox.post(command('one')), outbox.post(command('two'))])
  await vi.advanceTimersByTimeAsync(10)
  expect(sent).toEqual(['one'])
  isBroken = false
  await vi.advanceTimersByTimeAsync(2000)
  expect(await answers).toEqual([accepted, accepted])
  expect(sent).toEqual(['one', 'one', 'two'])
  vi.useRealTimers()
})

test.each(['server-trouble', 'too-fast'] as const)(
  'a server that says %s is asked again later',
  async (reason) => {
    vi.useFakeTimers()
    const answers: Answer[] = [{ ok: false, reason }, accepted]
    const outbox = createOutbox(async () => answers.shift() ?? null, sharedStorage().storage)
    const answer = outbox.post(command('one'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(await answer).toEqual(accepted)
    vi.useRealTimers()
  },
)

test('a refusal of what an earlier page asked is kept to be told, until it is dismissed', async () => {
  const { storage } = sharedStorage([command('left-one')])
  const refused: Answer = { ok: false, reason: 'not-allowed' }
  const outbox = createOutbox(async () => refused, storage)
  await settled()
  expect(outbox.store.getState().refusedLater).toEqual([{ command: command('left-one'), answer: refused }])
  outbox.dismiss('left-one')
  expect(outbox.store.getState().refusedLater).toEqual([])
})

test('a database that never answers holds nothing up for long', async () => {
  vi.useFakeTimers()
  const storage: OutboxStorage = {
    load: () => new Promise(() => undefined),
    keep: async () => undefined,
    drop: async () => undefined,
  }
  const outbox = createOutbox(async () => accepted, storage)
  const answer = outbox.post(command('one'))
  await vi.advanceTimersByTimeAsync(2000)
  expect(await answer).toEqual(accepted)
  vi.useRealTimers()
})

test('what is forgotten is neither sent nor left on the device, and others’ commands stay', async () => {
  const { kept, storage } = sharedStorage()
  const outbox = createOutbox(async () => null, storage)
  void outbox.post({ ...command('mine'), credential: 'r_mine' })
  void outbox.post({ ...command('of-another'), credential: 'r_another' })
  await outbox.forget('r_mine')
  expect([...kept.keys()]).toEqual(['of-another'])
  expect(outbox.store.getState().pending.map(({ commandId }) => commandId)).toEqual(['of-another'])
})

test('C10: what a busy server sent back is kept, said with the time to wait, and sent again then', async () => {
  vi.useFakeTimers()
  const answers: Answer[] = [{ ok: false, reason: 'busy', retryAfterMs: 4000 }, accepted]
  const { storage, kept } = sharedStorage()
  const outbox = createOutbox(async () => answers.shift() ?? accepted, storage)
  await vi.advanceTimersByTimeAsync(10)
  const posted = outbox.post(command('a-reply'))
  await vi.advanceTimersByTimeAsync(100)
  expect(kept.has('a-reply')).toBe(true)
  expect(outbox.store.getState().busyUntil).toBeGreaterThan(Date.now() + 3000)
  await vi.advanceTimersByTimeAsync(3500)
  expect(answers).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3000)
  expect(await posted).toEqual(accepted)
  expect(outbox.store.getState()).toMatchObject({ busyUntil: null, pending: [] })
  vi.useRealTimers()
})
