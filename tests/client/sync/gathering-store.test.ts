import { expect, test, vi } from 'vitest'
import { createGatheringStore } from '#client/sync/gathering-store.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { Snapshot, Update } from '#shared/protocol/views.ts'

const snapshot = (version: number, slogan = ''): Snapshot => ({
  epoch: 'epoch',
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
