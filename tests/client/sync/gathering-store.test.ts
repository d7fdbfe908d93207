import { describe, expect, test, vi } from 'vitest'
import { createGatheringStore, type ToldCounts } from '#client/sync/gathering-store.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { Snapshot, Update } from '#shared/protocol/views.ts'
import { meetingView, snapshotOf } from '../views.ts'

const snapshot = (version: number, slogan = ''): Snapshot => ({
  epoch: 'epoch',
  clocks: [],
  version,
  gathering: {
    gatheringId: 'gathering',
    slug: slogan,
    status: 'published',
    isExample: false,
    startsAt: null,
    lengthMs: 1,
    ...firstPlan,
    leadPlace: null,
    languages: [],
    texts: {},
  },
  stage: emptyStage,
  programme: [],
  recordings: [],
  rollCall: null,
  control: null,
  messages: [],
  meetings: [],
  counts: [],
  attendances: [],
})
const update = (from: number, to: number, more: Partial<Update> = {}): Update => ({
  epoch: 'epoch',
  gatheringId: 'gathering',
  from,
  to,
  ...more,
})
const audience = { kind: 'public' } as const

function open() {
  const askAgain = vi.fn()
  const means = { now: () => 0, askAgain }
  return { askAgain, gathering: createGatheringStore({ gathering: 'slug', as: 'public' }, null, means) }
}

test('J2: an update that overtakes the answer to joining is applied after it', () => {
  const { gathering, askAgain } = open()
  gathering.told(update(5, 6, { gathering: snapshot(6, 'newer').gathering }))
  gathering.told({ ...update(1, 9), gatheringId: 'another' })
  gathering.answered({ ok: true, audience, snapshot: snapshot(5, 'older') })
  expect(gathering.store.getState().confirmed).toMatchObject({ version: 6, gathering: { slug: 'newer' } })
  expect(askAgain).not.toHaveBeenCalled()
})

test('U5: a gap asks once for what was missed, and what comes fills it', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.told(update(7, 8))
  expect(askAgain).toHaveBeenCalledTimes(1)
  expect(gathering.request()).toMatchObject({ known: { epoch: 'epoch', version: 5 } })
  gathering.answered({ ok: true, audience, update: update(5, 8) })
  expect(gathering.store.getState().confirmed?.version).toBe(8)
})

test('trouble of the server takes nothing off the screen, a closed link does', () => {
  const { gathering } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.answered({ ok: false, reason: 'server-trouble' })
  expect(gathering.store.getState()).toMatchObject({ status: 'ready', confirmed: { version: 5 } })
  gathering.answered({ ok: false, reason: 'link-not-valid' })
  expect(gathering.store.getState()).toMatchObject({ status: 'closed', confirmed: null, shown: null })
})

test('another store, or one that went back, is read afresh', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.told({ ...update(5, 6), epoch: 'another' })
  expect(askAgain).toHaveBeenCalledTimes(1)
  gathering.answered({ ok: true, audience, snapshot: { ...snapshot(2), epoch: 'another' } })
  expect(gathering.store.getState().confirmed).toMatchObject({ epoch: 'another', version: 2 })
})

test('J5: an answer that comes late does not take back what was told since, a store that went back does', () => {
  const { gathering } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.told(update(5, 7))
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.store.getState().confirmed?.version).toBe(7)
  gathering.request()
  gathering.answered({ ok: true, audience, snapshot: snapshot(3) })
  expect(gathering.store.getState().confirmed?.version).toBe(3)
})

test('it is in step from the answer until the line is gone or something was missed', () => {
  const { gathering } = open()
  const inStep = () => gathering.store.getState().inStep
  expect(inStep()).toBe(false)
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(inStep()).toBe(true)
  gathering.told(update(7, 8))
  expect(inStep()).toBe(false)
  gathering.answered({ ok: true, audience, update: update(5, 8) })
  expect(inStep()).toBe(true)
  gathering.lost()
  expect(inStep()).toBe(false)
})

test('once known, a gathering is asked for by its id, because publishing changes its slug', () => {
  const { gathering } = open()
  expect(gathering.request()).toMatchObject({ gathering: 'slug' })
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.request()).toMatchObject({ gathering: 'gathering' })
})

describe('U9: numbers in few bytes', () => {
  /** One city with two people, at this version. */
  const cityAt = (version: number, epoch = 'epoch'): Snapshot => ({
    ...snapshotOf([meetingView('meeting-one', 'Berlin')]),
    version,
    epoch,
  })
  const confirmedAs = (confirmed: number, from: number, to: number, start = 'ga'): ToldCounts => ({
    start,
    from,
    to,
    counts: `me:${confirmed}/0/0///`,
  })
  const answerOf = (read: Snapshot) => ({ ok: true, audience, snapshot: read }) as const
  const seen = ({ gathering }: ReturnType<typeof open>) => {
    const { confirmed } = gathering.store.getState()
    return { version: confirmed?.version, people: confirmed?.counts[0]?.confirmed }
  }

  test('that overtake the answer to joining are applied after it', () => {
    const opened = open()
    opened.gathering.toldCounts(confirmedAs(3, 5, 6))
    opened.gathering.toldCounts(confirmedAs(4, 6, 7))
    opened.gathering.answered(answerOf(cityAt(5)))
    expect(seen(opened)).toEqual({ version: 7, people: 4 })
    expect(opened.askAgain).not.toHaveBeenCalled()
  })

  test('that follow are applied, and those that are known change nothing', () => {
    const opened = open()
    opened.gathering.answered(answerOf(cityAt(5)))
    opened.gathering.toldCounts(confirmedAs(3, 5, 6))
    expect(seen(opened)).toEqual({ version: 6, people: 3 })
    opened.gathering.toldCounts(confirmedAs(9, 5, 6))
    opened.gathering.toldCounts(confirmedAs(9, 4, 5))
    expect(seen(opened)).toEqual({ version: 6, people: 3 })
    expect(opened.askAgain).not.toHaveBeenCalled()
  })

  test('of another gathering change nothing and ask for nothing', () => {
    const opened = open()
    opened.gathering.answered(answerOf(cityAt(5)))
    opened.gathering.toldCounts(confirmedAs(9, 5, 6, 'other'))
    opened.gathering.toldCounts(confirmedAs(9, 8, 9, 'other'))
    expect(seen(opened)).toEqual({ version: 5, people: 2 })
    expect(opened.askAgain).not.toHaveBeenCalled()
  })

  test('after something that was missed ask once, and wait for the answer', () => {
    const opened = open()
    opened.gathering.answered(answerOf(cityAt(5)))
    opened.gathering.toldCounts(confirmedAs(9, 7, 8))
    opened.gathering.toldCounts(confirmedAs(7, 8, 9))
    expect(opened.askAgain).toHaveBeenCalledTimes(1)
    expect(seen(opened)).toEqual({ version: 5, people: 2 })
    opened.gathering.answered(answerOf(cityAt(8)))
    expect(seen(opened)).toEqual({ version: 9, people: 7 })
  })

  test('that cannot be read are a gap', () => {
    const opened = open()
    opened.gathering.answered(answerOf(cityAt(5)))
    opened.gathering.toldCounts({ start: 'ga', from: 5, to: 6, counts: 'unknown:3' })
    expect(opened.askAgain).toHaveBeenCalledTimes(1)
    expect(seen(opened)).toEqual({ version: 5, people: 2 })
  })

  test('of a connection that broke off are not applied on the next one, which may be of another store', () => {
    const opened = open()
    opened.gathering.answered(answerOf(cityAt(5)))
    opened.gathering.lost()
    opened.gathering.toldCounts(confirmedAs(9, 5, 6))
    opened.gathering.lost()
    opened.gathering.answered(answerOf(cityAt(5, 'another')))
    expect(seen(opened)).toEqual({ version: 5, people: 2 })
  })
})

test('J2: what overtook an answer is dropped when that answer is a refusal', () => {
  const { gathering, askAgain } = open()
  gathering.told(update(5, 6))
  gathering.answered({ ok: false, reason: 'not-found' })
  expect(gathering.store.getState()).toMatchObject({ status: 'not-found', audience: null, confirmed: null })
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.store.getState().confirmed?.version).toBe(5)
  expect(askAgain).not.toHaveBeenCalled()
})

test('J2: what overtook one answer is not applied once more after the next one', () => {
  const { gathering } = open()
  gathering.told(update(5, 6))
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.store.getState().confirmed?.version).toBe(6)
  // The store was restored from a backup.
  gathering.request()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.store.getState().confirmed?.version).toBe(5)
})

test('U1: a snapshot of the version that is known is read, for its values may be newer', () => {
  const { gathering } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5, 'older') })
  gathering.answered({ ok: true, audience: { kind: 'preview' }, snapshot: snapshot(5, 'newer') })
  expect(gathering.store.getState()).toMatchObject({
    audience: { kind: 'preview' },
    confirmed: { gathering: { slug: 'newer' } },
  })
})

test('A3: it is asked for with the same eyes, secret and pace however often', () => {
  const credential = 'h_000000000000000000000000'
  const view = { gathering: 'slug', as: 'host', credential, pace: 'sparing' } as const
  const { answered, request } = createGatheringStore(view, null, { now: () => 0, askAgain: vi.fn() })
  expect(request()).toEqual(view)
  answered({ ok: true, audience, snapshot: snapshot(5) })
  const known = { epoch: 'epoch', version: 5 }
  expect(request()).toEqual({ ...view, gathering: 'gathering', known })
})

test('a gathering that is gone, and a link that was revoked, leave nothing on the screen', () => {
  for (const how of ['gone', 'revoked'] as const) {
    const { gathering } = open()
    gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
    gathering.ended(how)
    expect(gathering.store.getState()).toMatchObject({
      status: how,
      confirmed: null,
      shown: null,
      inStep: false,
    })
  }
})

test('an answer with what is known already confirms the audience and asks for nothing', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  const host = { kind: 'host', meetingId: 'meeting-one' } as const
  gathering.answered({ ok: true, audience: host, update: update(5, 5) })
  expect(gathering.store.getState()).toMatchObject({
    audience: host,
    confirmed: { version: 5 },
    inStep: true,
  })
  expect(askAgain).not.toHaveBeenCalled()
})

test('U5: an answer that does not follow what is known asks again', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, update: update(5, 6) })
  expect(askAgain).toHaveBeenCalledTimes(1)
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.answered({ ok: true, audience, update: update(7, 8) })
  expect(askAgain).toHaveBeenCalledTimes(2)
  expect(gathering.store.getState().inStep).toBe(false)
})

test('J5: a snapshot of another store is read although its version is lower, one of the same store that was not asked for is not', () => {
  const { gathering } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.answered({ ok: true, audience, snapshot: snapshot(4) })
  expect(gathering.store.getState().confirmed?.version).toBe(5)
  // Asked from version 5: an answer with version 5 does not mean that the store went back.
  gathering.request()
  gathering.told(update(5, 6))
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  expect(gathering.store.getState().confirmed?.version).toBe(6)
})

test('what came with the page is shown at once, and is not yet in step', () => {
  const means = { now: () => 0, askAgain: vi.fn() }
  const { store, gatheringId } = createGatheringStore({ gathering: 'slug', as: 'public' }, snapshot(5), means)
  expect(store.getState()).toMatchObject({ status: 'ready', audience, shown: { version: 5 }, inStep: false })
  expect(gatheringId()).toBe('gathering')
  expect(open().gathering.store.getState()).toMatchObject({ status: 'loading', audience: null, shown: null })
})

test('a command that waits is shown on top of what is confirmed, and no longer once it does not wait', () => {
  const { gathering } = open()
  const ours = { ...snapshotOf([meetingView('meeting-one', 'Berlin')]) }
  const link = {
    commandId: 'command-of-the-test',
    gatheringId: ours.gathering.gatheringId,
    name: 'setLink',
    payload: { meetingId: 'meeting-one', status: 'ready' },
  } as const
  const shown = () => gathering.store.getState().shown?.meetings[0]?.link.status
  gathering.pendingChanged([link])
  expect(shown()).toBeUndefined()
  gathering.answered({ ok: true, audience, snapshot: ours })
  expect(shown()).toBe('ready')
  gathering.pendingChanged([])
  expect(shown()).toBe('off')
  expect(gathering.store.getState().confirmed).toBe(ours)
})

test('U5: twenty updates after one gap ask once, and what they told is there after the answer', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  for (let to = 8; to < 28; to += 1) gathering.told(update(to - 1, to))
  expect(askAgain).toHaveBeenCalledTimes(1)
  gathering.answered({ ok: true, audience, update: update(5, 20) })
  expect(gathering.store.getState().confirmed?.version).toBe(27)
  expect(askAgain).toHaveBeenCalledTimes(1)
})

test('U5: a second gap, which the answer does not reach, is asked for once more', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  gathering.told(update(7, 8))
  gathering.told(update(30, 31))
  gathering.told(update(31, 32))
  gathering.answered({ ok: true, audience, update: update(5, 9) })
  expect(askAgain).toHaveBeenCalledTimes(2)
  gathering.answered({ ok: true, audience, update: update(9, 31) })
  expect(gathering.store.getState().confirmed?.version).toBe(32)
  expect(askAgain).toHaveBeenCalledTimes(2)
})

test('U5: a page that came with an older snapshot does not ask twice while its first question is on its way', () => {
  const askAgain = vi.fn()
  const gathering = createGatheringStore({ gathering: 'slug', as: 'public' }, snapshot(5), {
    now: () => 0,
    askAgain,
  })
  gathering.told(update(8, 9))
  expect(askAgain).not.toHaveBeenCalled()
  gathering.answered({ ok: true, audience, update: update(5, 8) })
  expect(gathering.store.getState().confirmed?.version).toBe(9)
})

test('U5: whatever cannot be kept until the answer comes is asked for after it', () => {
  const { gathering, askAgain } = open()
  gathering.answered({ ok: true, audience, snapshot: snapshot(5) })
  for (let to = 8; to < 1008; to += 1) gathering.told(update(to - 1, to))
  expect(askAgain).toHaveBeenCalledTimes(1)
  gathering.answered({ ok: true, audience, update: update(5, 8) })
  expect(askAgain).toHaveBeenCalledTimes(2)
  gathering.answered({ ok: true, audience, update: update(8, 1007) })
  expect(gathering.store.getState()).toMatchObject({ inStep: true, confirmed: { version: 1007 } })
  expect(askAgain).toHaveBeenCalledTimes(2)
})

describe('B4: an update whose taking-in throws', () => {
  /** An unreadable update: from a bug, or from a server of a later version. */
  const broken = (from: number, to: number): Update => ({
    ...update(from, to),
    get meetings(): never {
      throw new TypeError('meetings.toSorted is not a function')
    },
  })

  function openKnown() {
    const onBug = vi.fn()
    const askAgain = vi.fn()
    const means = { now: () => 0, askAgain, onBug }
    const gathering = createGatheringStore({ gathering: 'slug', as: 'public' }, null, means)
    gathering.answered({ ok: true, audience, snapshot: snapshot(5, 'known') })
    return { gathering, askAgain, onBug }
  }

  test('asks for the whole, says that it is not in step, and keeps what was shown', () => {
    const { gathering, askAgain, onBug } = openKnown()
    gathering.told(broken(5, 6))
    expect(onBug).toHaveBeenCalledOnce()
    expect(askAgain).toHaveBeenCalledExactlyOnceWith(true)
    expect(gathering.request()).toEqual({ gathering: 'gathering', as: 'public' })
    expect(gathering.store.getState()).toMatchObject({ status: 'ready', inStep: false })
    expect(gathering.store.getState().shown?.version).toBe(5)
  })

  test('is over with the next snapshot', () => {
    const { gathering } = openKnown()
    gathering.told(broken(5, 6))
    gathering.answered({ ok: true, audience, snapshot: snapshot(7, 'whole') })
    expect(gathering.store.getState()).toMatchObject({ inStep: true, confirmed: { version: 7 } })
    expect(gathering.request().known).toEqual({ epoch: 'epoch', version: 7 })
  })

  test('also when it overtook the answer, or when a screen that is told of it throws', () => {
    const { gathering, askAgain } = openKnown()
    gathering.lost()
    gathering.told(broken(9, 10))
    gathering.answered({ ok: true, audience, snapshot: snapshot(9) })
    expect(askAgain).toHaveBeenCalledWith(true)
    const other = openKnown()
    other.gathering.store.subscribe(({ confirmed }) => {
      if (confirmed?.version === 6) throw new Error('a screen')
    })
    other.gathering.told(update(5, 6))
    expect(other.askAgain).toHaveBeenCalledExactlyOnceWith(true)
    expect(other.gathering.store.getState().inStep).toBe(false)
  })
})
