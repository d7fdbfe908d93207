// Tracks the meetings where a followed reply may be, so that its holder receives the changes of its meeting.
import { expect, test } from 'vitest'
import { createListeners } from '#server/sync/listeners.ts'
import type { TicketView } from '#shared/protocol/views.ts'

const at = (meetingId: string) => new Set([meetingId])

test('T2: a reply that moved while its holder came in is found at its new meeting', () => {
  const listeners = createListeners()
  listeners.addTicket('reply', 'gathering', 'first')
  listeners.seenTicket({ attendanceId: 'reply', meetingId: 'second' } as TicketView)
  expect(listeners.heldAt(at('second'))).toEqual(['reply'])
  // The second read may itself be outdated by a move back.
  expect(listeners.heldAt(at('first'))).toEqual(['reply'])
})

test('T2: a second device that read the reply before it moved does not hide where it is', () => {
  const listeners = createListeners()
  listeners.addTicket('reply', 'gathering', 'first')
  listeners.moveTicket('reply', 'second')
  listeners.addTicket('reply', 'gathering', 'first')
  expect(listeners.heldAt(at('second'))).toEqual(['reply'])
  listeners.moveTicket('reply', 'third')
  expect(listeners.heldAt(at('second'))).toEqual([])
  expect(listeners.heldAt(at('third'))).toEqual(['reply'])
  listeners.dropTicket('reply')
  listeners.dropTicket('reply')
  expect(listeners.size()).toBe(0)
})
