// The city that was put next by hand: until it has the stage, whatever else has it meanwhile.
import { expect, test } from 'vitest'
import { applyStageHanded, applyStageHeld, decidePutNext, emptyStage } from '#shared/domain/stage.ts'

const open = (meetingId: string) => ({ meetingId, status: 'approved' })

test('who was put next stays next through other hand-overs, and is no longer when the stage has come', () => {
  const put = { ...emptyStage, nextMeetingId: 'beirut' }
  const toBerlin = applyStageHanded(put, { meetingId: 'berlin', segmentId: null }, 1)
  expect(toBerlin.nextMeetingId).toBe('beirut')
  const cut = applyStageHanded(applyStageHeld(toBerlin, true), { meetingId: null, segmentId: null }, 2)
  expect(cut.nextMeetingId).toBe('beirut')
  expect(applyStageHanded(cut, { meetingId: 'beirut', segmentId: null }, 3).nextMeetingId).toBeNull()
})

test('an open city can be put next, also with its link off, but not the one that is on', () => {
  const stage = applyStageHanded(emptyStage, { meetingId: 'berlin', segmentId: null }, 1)
  expect(decidePutNext(stage, open('beirut'))).toEqual({ ok: true })
  expect(decidePutNext(stage, null)).toEqual({ ok: true })
  expect(decidePutNext(stage, open('berlin'))).toMatchObject({ reason: 'already-on-stage' })
  expect(decidePutNext(stage, { meetingId: 'beirut', status: 'withdrawn' })).toMatchObject({
    reason: 'meeting-not-open',
  })
})
