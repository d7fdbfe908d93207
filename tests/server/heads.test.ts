// The newest versions that a process knows of, and what waits to be told of the way there: no change is lost, none is made up.
import { describe, expect, test } from 'vitest'
import { createHeads, type Moved } from '#server/reading/heads.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPendingChanges } from '#server/sync/pending-changes.ts'
import type { Change } from '#shared/protocol/changes.ts'

const gatheringId = 'gathering'
const edited: Change = { type: 'gatheringEdited' }
const handed: Change = { type: 'stageHeld', isHeld: true, fence: 1 }

function follow() {
  const heads = createHeads()
  const moved: Moved[] = []
  const removed: string[] = []
  heads.follow(
    (step) => moved.push(step),
    (id) => removed.push(id),
  )
  return { heads, moved, removed }
}

describe('U1: a step of a gathering', () => {
  test('that follows what is known carries its changes', () => {
    const { heads, moved } = follow()
    heads.advance(gatheringId, 4, 5, [edited])
    heads.advance(gatheringId, 5, 7, [edited, handed])
    expect(moved).toEqual([
      { gatheringId, from: 4, to: 5, changes: [edited] },
      { gatheringId, from: 5, to: 7, changes: [edited, handed] },
    ])
    expect(heads.get(gatheringId)).toBe(7)
  })

  test.each([
    ['after something that was not heard of', 7, 8],
    ['that begins before what is known', 4, 8],
  ])('%s reaches from what is known and must be read from the log', (_what, from, to) => {
    const { heads, moved } = follow()
    heads.raise(gatheringId, 5)
    heads.advance(gatheringId, from, to, [edited])
    expect(moved).toEqual([{ gatheringId, from: 5, to, changes: null }])
    expect(heads.get(gatheringId)).toBe(to)
  })

  test.each([4, 5])('to version %i, where 5 is known, says nothing new', (to) => {
    const { heads, moved } = follow()
    heads.raise(gatheringId, 5)
    heads.advance(gatheringId, to - 1, to, [edited])
    heads.raise(gatheringId, to)
    expect(moved).toEqual([])
    expect(heads.get(gatheringId)).toBe(5)
  })

  test('by another process must be read from the log, unless it is the first that is heard of the gathering', () => {
    const { heads, moved } = follow()
    heads.raise(gatheringId, 5)
    expect(moved).toEqual([])
    heads.raise(gatheringId, 6)
    expect(moved).toEqual([{ gatheringId, from: 5, to: 6, changes: null }])
  })
})

test('a removed gathering is forgotten, and its followers hear of it', () => {
  const { heads, removed } = follow()
  heads.raise(gatheringId, 5)
  heads.remove(gatheringId)
  expect(removed).toEqual([gatheringId])
  expect(heads.get(gatheringId)).toBeUndefined()
})

describe('what waits to be told', () => {
  const always = () => true
  const step = (from: number, to: number, changes: Moved['changes']): Moved => ({
    gatheringId,
    from,
    to,
    changes,
  })
  const waiting = (...steps: readonly Moved[]) => {
    const pending = createPendingChanges()
    for (const each of steps) pending.moved(each)
    return pending
  }

  test('of steps that follow each other is one stretch with all changes, in their order', () => {
    expect(waiting(step(4, 5, [edited]), step(5, 7, [handed])).take(always)).toEqual([
      [gatheringId, { from: 4, to: 7, changes: [edited, handed], removed: false }],
    ])
  })

  test.each([
    ['there is a gap between them', step(4, 5, [edited]), step(6, 7, [handed]), [4, 7]],
    ['they overlap', step(4, 6, [edited]), step(5, 7, [handed]), [4, 7]],
    ['the later one lies within the earlier', step(4, 9, [edited]), step(5, 7, [handed]), [4, 9]],
    ['the earlier one is in the log only', step(4, 5, null), step(5, 6, [handed]), [4, 6]],
    ['the later one is in the log only', step(4, 5, [edited]), step(5, 6, null), [4, 6]],
  ] as const)('must be read from the log where %s', (_what, one, other, [from, to]) => {
    expect(waiting(one, other).take(always)).toEqual([
      [gatheringId, { from, to, changes: null, removed: false }],
    ])
  })

  test('is taken out once, and only what is due', () => {
    const pending = waiting(step(4, 5, [edited]))
    pending.moved({ ...step(1, 2, [handed]), gatheringId: 'another' })
    expect(pending.take((_, id) => id === 'another')).toHaveLength(1)
    expect(pending.isEmpty()).toBe(false)
    expect(pending.take(always).map(([id]) => id)).toEqual([gatheringId])
    expect(pending.isEmpty()).toBe(true)
    expect(pending.take(always)).toEqual([])
  })

  test('what could not be told comes before what happened meanwhile', () => {
    const pending = waiting(step(4, 5, [edited]))
    const [[, failed] = []] = pending.take(always)
    if (failed === undefined) throw new Error('nothing was due')
    pending.moved(step(5, 6, [handed]))
    pending.putBack(gatheringId, failed)
    expect(pending.take(always)).toEqual([
      [gatheringId, { from: 4, to: 6, changes: [edited, handed], removed: false }],
    ])
    pending.putBack(gatheringId, failed)
    expect(pending.take(always)).toEqual([[gatheringId, failed]])
    // Removed while it could not be told.
    pending.removed(gatheringId)
    pending.putBack(gatheringId, failed)
    expect(pending.take(always)).toMatchObject([[gatheringId, { removed: true }]])
  })

  test('of a removed gathering is that it is gone, whatever came before', () => {
    const pending = waiting(step(4, 5, [edited]))
    pending.removed(gatheringId)
    expect(pending.take(always)).toMatchObject([[gatheringId, { removed: true }]])
    pending.removed(gatheringId)
    pending.moved(step(5, 6, [edited]))
    expect(pending.take(always)).toMatchObject([[gatheringId, { removed: true }]])
  })
})

describe('who listens', () => {
  const strangers = { kind: 'public' } as const

  test('T2: a reply that moved is found at its new meeting, and no longer at the one before', () => {
    const listeners = createListeners()
    listeners.addTicket('reply', gatheringId, 'berlin')
    listeners.moveTicket('reply', 'aleppo')
    expect(listeners.heldAt(new Set(['aleppo']))).toEqual(['reply'])
    expect(listeners.heldAt(new Set(['berlin']))).toEqual([])
    expect(listeners.heldAt(new Set())).toEqual([])
    expect(listeners.gatherings()).toEqual(new Set([gatheringId]))
  })

  test('a reply that nobody holds does not come to be held by moving', () => {
    const listeners = createListeners()
    listeners.moveTicket('reply', 'aleppo')
    expect([listeners.hasTickets(), listeners.isHeld('reply'), listeners.size()]).toEqual([false, false, 0])
  })

  test('a reply that moved is held as long as one of its holders is there', () => {
    const listeners = createListeners()
    listeners.addTicket('reply', gatheringId, 'berlin')
    listeners.addTicket('reply', gatheringId, 'berlin')
    listeners.moveTicket('reply', 'aleppo')
    listeners.dropTicket('reply')
    expect(listeners.isHeld('reply')).toBe(true)
    listeners.dropTicket('reply')
    expect([listeners.hasTickets(), listeners.isHeld('reply'), listeners.size()]).toEqual([false, false, 0])
    listeners.dropTicket('reply')
    expect(listeners.isHeld('reply')).toBe(false)
  })

  test('an audience listens at each pace by itself, until its last socket is gone', () => {
    const listeners = createListeners()
    listeners.addAudience(gatheringId, strangers, 'prompt')
    listeners.addAudience(gatheringId, strangers, 'prompt')
    listeners.addAudience(gatheringId, strangers, 'sparing')
    expect(listeners.audiencesOf(gatheringId, 'prompt')).toMatchObject([
      { audience: strangers, pace: 'prompt', sockets: 2 },
    ])
    expect(listeners.audiencesOf('another', 'prompt')).toEqual([])
    listeners.dropAudience(gatheringId, strangers, 'prompt')
    expect(listeners.audiencesOf(gatheringId, 'prompt')).toHaveLength(1)
    listeners.dropAudience(gatheringId, strangers, 'prompt')
    expect(listeners.audiencesOf(gatheringId, 'prompt')).toEqual([])
    listeners.dropAudience(gatheringId, strangers, 'prompt')
    expect(listeners.audiencesOf(gatheringId, 'sparing')).toHaveLength(1)
    listeners.dropAudience(gatheringId, strangers, 'sparing')
    listeners.dropAudience('another', strangers, 'sparing')
    expect([listeners.size(), listeners.gatherings().size]).toEqual([0, 0])
  })

  test('who browses the calendar is counted', () => {
    const listeners = createListeners()
    expect(listeners.isBrowsed()).toBe(false)
    listeners.addBrowser()
    expect([listeners.isBrowsed(), listeners.size()]).toEqual([true, 1])
    listeners.dropBrowser()
    expect([listeners.isBrowsed(), listeners.size()]).toEqual([false, 0])
  })
})
