// What is kept back because it was told: never from somebody who may have dropped it.
import { expect, test } from 'vitest'
import { createListeners } from '#server/sync/listeners.ts'
import { untold } from '#server/sync/untold.ts'
import type { CountsView, Update } from '#shared/protocol/views.ts'

const gatheringId = 'gathering-of-the-test'
const counts = (confirmed: number): CountsView => ({
  meetingId: 'meeting-one',
  asked: 0,
  vouched: 0,
  confirmed,
  arrived: 0,
  waiting: 0,
  left: null,
  full: false,
  rounded: false,
})
const updateTo = (to: number, confirmed: number): Update => ({
  epoch: 'epoch',
  gatheringId,
  from: to - 1,
  to,
  counts: [counts(confirmed)],
})

function listening() {
  const listeners = createListeners()
  const join = () => listeners.addAudience(gatheringId, { kind: 'public' }, 'prompt')
  const hasRead = join()
  const [room] = listeners.audiencesOf(gatheringId, 'prompt')
  if (room === undefined) throw new Error('nobody listens')
  return { room, hasRead, join }
}

test('U7: a value that came with an update which a newcomer drops as old is told again with the next one', () => {
  const { room, hasRead } = listening()
  // Came in at version 5, when nobody had replied; the rows of the update to 5 were read after a reply that makes version 6.
  hasRead(5)
  expect(untold(updateTo(5, 3), room, new Map())).not.toBeNull()
  expect(untold(updateTo(6, 3), room, new Map())).toMatchObject({ values: [{ to: 6, counts: [counts(3)] }] })
  // All who are here have it now.
  expect(untold(updateTo(7, 3), room, new Map())).toBeNull()
})

test('U7: the same while others come in', () => {
  const { room, hasRead, join } = listening()
  hasRead(5)
  const reading = join()
  expect(untold(updateTo(6, 3), room, new Map())).not.toBeNull()
  expect(untold(updateTo(7, 3), room, new Map())).not.toBeNull()
  reading(8)
  expect(untold(updateTo(8, 3), room, new Map())).not.toBeNull()
  expect(untold(updateTo(9, 3), room, new Map())).not.toBeNull()
  expect(untold(updateTo(10, 3), room, new Map())).toBeNull()
})
