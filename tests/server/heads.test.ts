// The newest versions known to a process: no change is lost or reported twice.
import { describe, expect, test } from 'vitest'
import { createHeads, type Moved } from '#server/reading/latest-versions.ts'
import { createListeners } from '#server/sync/listeners.ts'
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
    heads.advance(gatheringId, 4, 5, [edited], new Map())
    heads.advance(gatheringId, 5, 7, [edited, handed], new Map())
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
    heads.advance(gatheringId, from, to, [edited], new Map())
    expect(moved).toEqual([{ gatheringId, from: 5, to, changes: null }])
    expect(heads.get(gatheringId)).toBe(to)
  })

  test.each([4, 5])('to version %i, where 5 is known, says nothing new', (to) => {
    const { heads, moved } = follow()
    heads.raise(gatheringId, 5)
    heads.advance(gatheringId, to - 1, to, [edited], new Map())
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
