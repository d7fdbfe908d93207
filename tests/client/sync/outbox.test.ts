import { expect, onTestFinished, test, vi } from 'vitest'
import { createOutbox, type OutboxStorage } from '#client/sync/outbox.ts'
import { makeCommandId } from '#client/sync/secrets.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'

const accepted: Answer = { ok: true, version: 1, outcome: {} }
const command = (commandId: string, gatheringId = 'gathering'): Command => ({
  commandId,
  gatheringId,
  name: 'cancelReply',
  payload: {},
})

/** A browser's storage, shared by all its tabs. */
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

test('C9: a connection that is there before the storage has answered does not let a new command go before what was left', async () => {
  const { storage } = sharedStorage([command('left-one')])
  const sent: string[] = []
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    return accepted
  }, storage)
  const posted = outbox.post(command('new-one'))
  outbox.flush()
  await posted
  expect(sent).toEqual(['left-one', 'new-one'])
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

test('C14: a command that the server never carries out holds up nobody for long: it is set aside and told, and the others go on', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { storage, kept } = sharedStorage()
  const sent: string[] = []
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    return commandId === 'poison' ? { ok: false, reason: 'server-trouble' } : accepted
  }, storage)
  const poisoned = outbox.post(command('poison'))
  const later = [outbox.post(command('second')), outbox.post(command('third'))]
  // At first the server itself may be the problem, so later commands wait.
  await vi.advanceTimersByTimeAsync(5000)
  expect(new Set(sent)).toEqual(new Set(['poison']))
  expect(outbox.store.getState().unsent).toEqual([])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await Promise.all(later)).toEqual([accepted, accepted])
  expect(await poisoned).toEqual({ ok: false, reason: 'not-sent' })
  expect(outbox.store.getState()).toMatchObject({
    pending: [],
    unsent: [{ command: command('poison'), isSetAside: true }],
  })
  expect([...kept.keys()]).toEqual(['poison'])
  expect(sent.filter((id) => id !== 'poison')).toEqual(['second', 'third'])
  const tries = sent.length
  expect(await outbox.post(command('fourth'))).toEqual(accepted)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toHaveLength(tries + 1)
})

test('C14: another gathering that gets through shows as well that the trouble is one command’s own', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const outbox = createOutbox(
    async ({ gatheringId }) => (gatheringId === 'bad' ? { ok: false, reason: 'server-trouble' } : accepted),
    sharedStorage().storage,
  )
  void outbox.post(command('poison', 'bad'))
  await vi.advanceTimersByTimeAsync(12_000)
  expect(await outbox.post(command('one', 'good'))).toEqual(accepted)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(outbox.store.getState()).toMatchObject({ pending: [], unsent: [{ isSetAside: true }] })
})

test('C14: while everything is in trouble nothing is set aside: it is told, kept in order, and sent when the trouble is over', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let isBroken = true
  const done: string[] = []
  const outbox = createOutbox(async ({ commandId }) => {
    if (isBroken) return { ok: false, reason: 'server-trouble' }
    done.push(commandId)
    return accepted
  }, sharedStorage().storage)
  const answers = Promise.all(['one', 'two', 'three'].map((id) => outbox.post(command(id))))
  await vi.advanceTimersByTimeAsync(600_000)
  expect(outbox.store.getState().pending).toHaveLength(3)
  const told = outbox.store.getState().unsent ?? []
  expect(told.length).toBeGreaterThan(0)
  for (const { isSetAside } of told) expect(isSetAside).toBe(false)
  isBroken = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answers).toEqual([accepted, accepted, accepted])
  expect(done).toEqual(['one', 'two', 'three'])
  expect(outbox.store.getState().unsent).toEqual([])
})

test('C14: a line that breaks again and again sets nothing aside', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const outbox = createOutbox(
    async ({ gatheringId }) => (gatheringId === 'other' ? accepted : null),
    sharedStorage().storage,
  )
  void outbox.post(command('one'))
  for (let round = 0; round < 20; round += 1) {
    await outbox.post(command(`other-${round}`, 'other'))
    await vi.advanceTimersByTimeAsync(5000)
  }
  expect(outbox.store.getState()).toMatchObject({ pending: [command('one')], unsent: [] })
})

test('C14: a command that meets trouble alone is not tried for ever: a day after it was made it is set aside, also after reloads', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 18) })
  onTestFinished(() => void vi.useRealTimers())
  const poison = command(makeCommandId())
  const { storage } = sharedStorage([poison])
  let tries = 0
  const open = () =>
    createOutbox(async () => {
      tries += 1
      return { ok: false, reason: 'server-trouble' }
    }, storage)
  const first = open()
  await vi.advanceTimersByTimeAsync(23 * 3_600_000)
  expect(first.store.getState()).toMatchObject({ pending: [poison], unsent: [{ isSetAside: false }] })
  await vi.advanceTimersByTimeAsync(2 * 3_600_000)
  expect(first.store.getState()).toMatchObject({ pending: [], unsent: [{ isSetAside: true }] })
  tries = 0
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(tries).toBe(0)
  const reloaded = open()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(reloaded.store.getState().pending).toEqual([])
  expect(tries).toBeLessThan(10)
})

test('C14: what was set aside stays so through a reload, and is tried again or discarded when the person says so', async () => {
  const { storage, kept } = sharedStorage([command('retried'), command('discarded'), command('waiting')])
  const aside = new Set(['retried', 'discarded'])
  const withMarks: OutboxStorage = {
    ...storage,
    loadSetAside: async () => [...aside],
    setAside: async (commandId, isSetAside) => {
      if (isSetAside) aside.add(commandId)
      else aside.delete(commandId)
    },
  }
  const sent: string[] = []
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    return accepted
  }, withMarks)
  await settled()
  expect(sent).toEqual(['waiting'])
  expect(outbox.store.getState().unsent).toHaveLength(2)
  outbox.retry('retried')
  outbox.discard('discarded')
  await settled()
  expect(sent).toEqual(['waiting', 'retried'])
  expect(outbox.store.getState()).toMatchObject({ pending: [], unsent: [] })
  expect(kept.size).toBe(0)
})

test('what is forgotten is also taken out of what could not be sent', async () => {
  const { storage, kept } = sharedStorage([{ ...command('mine'), credential: 'r_mine' }])
  const outbox = createOutbox(async () => null, { ...storage, loadSetAside: async () => ['mine'] })
  await settled()
  await outbox.forget('r_mine')
  expect(kept.size).toBe(0)
  expect(outbox.store.getState().unsent).toEqual([])
})

test('C10: one gathering’s trouble does not shorten the time that another one was asked to wait', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const sentAt: number[] = []
  const outbox = createOutbox(async ({ gatheringId }) => {
    if (gatheringId === 'troubled') return null
    sentAt.push(Date.now())
    return sentAt.length === 1 ? { ok: false, reason: 'busy', retryAfterMs: 10_000 } : accepted
  }, sharedStorage().storage)
  void outbox.post(command('of-the-troubled', 'troubled'))
  const posted = outbox.post(command('of-the-busy', 'busy'))
  await vi.advanceTimersByTimeAsync(2000)
  expect(outbox.store.getState().busyUntil).toBeGreaterThan(Date.now() + 7000)
  outbox.flush()
  void outbox.post(command('a-second-of-the-busy', 'busy'))
  await vi.advanceTimersByTimeAsync(7000)
  expect(sentAt).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(8000)
  expect(await posted).toEqual(accepted)
  expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(10_000)
})

test('C9: however often it is asked to go on, one gathering’s commands are on their way one at a time and once', async () => {
  const sent: string[] = []
  let most = 0
  let under = 0
  const outbox = createOutbox(async ({ commandId }) => {
    sent.push(commandId)
    under += 1
    most = Math.max(most, under)
    await settled()
    under -= 1
    return accepted
  }, sharedStorage().storage)
  const answers = ['one', 'two', 'three'].map((id) => {
    const posted = outbox.post(command(id))
    outbox.flush()
    return posted
  })
  const asking = setInterval(() => outbox.flush(), 1)
  onTestFinished(() => clearInterval(asking))
  await Promise.all(answers)
  expect(most).toBe(1)
  expect(sent).toEqual(['one', 'two', 'three'])
})

test('a transmission that throws is a line that broke', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let tries = 0
  const outbox = createOutbox(async () => {
    tries += 1
    if (tries < 3) throw new Error('a bug')
    return accepted
  }, sharedStorage().storage)
  const posted = outbox.post(command('one'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await posted).toEqual(accepted)
})

test('what a slow storage loads after a secret was forgotten is dropped and never sent', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const secret = 'r_forgotten-secret-of-somebody'
  const { kept, storage } = sharedStorage([
    { ...command('left-by-them'), credential: secret },
    command('other'),
  ])
  const load = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5000))
    return storage.load()
  }
  const sent: string[] = []
  const outbox = createOutbox(
    async ({ commandId }) => {
      sent.push(commandId)
      return accepted
    },
    { ...storage, load },
  )
  const forgetting = outbox.forget(secret)
  await vi.advanceTimersByTimeAsync(10_000)
  await forgetting
  expect(sent).toEqual(['other'])
  expect([...kept.keys()]).toEqual([])
})
