// A reply on the client: placed, saved, refused; predicted on its ticket; remembered only with consent.
import { expect, test } from 'vitest'
import { secretIn } from '#client/app/use-page.ts'
import { foreseeTicket, keptReply, pendingBy } from '#client/features/attendance/foresee-ticket.ts'
import { placeReply, refusedReplies } from '#client/features/attendance/place-reply.ts'
import { forgetReply, readRemembered, rememberReply } from '#client/features/attendance/remembered.ts'
import { areArrivalsOpen } from '#client/features/attendance/ticket-arrive.tsx'
import { addressClosedKey, ticketKind } from '#client/features/attendance/ticket-words.ts'
import type { Dispatch } from '#client/sync/create-sync.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { meetingAt, places, startsAt, ticketFor } from './sample.ts'

const reply = { gatheringId: 'gathering', meetingId: 'meeting', partySize: 1, credential: 'r_secret' }
const answering = (answer: Promise<Answer>): Dispatch => (() => answer) as Dispatch
const refusal: Answer = { ok: false, reason: 'meeting-not-open' }

test('a reply is answered, or kept when the network takes its time', async () => {
  const accepted = Promise.resolve<Answer>({ ok: true, version: 1, outcome: {} })
  expect(await placeReply(answering(accepted), reply, 50)).toEqual({ kind: 'answered' })
  expect(await placeReply(answering(new Promise(() => undefined)), reply, 5)).toEqual({ kind: 'kept' })
})

test('a refusal is told at once, or to the ticket’s page when the sheet has gone', async () => {
  expect(await placeReply(answering(Promise.resolve(refusal)), reply, 50)).toEqual({
    kind: 'refused',
    answer: refusal,
  })
  expect(refusedReplies.getState()).toEqual(new Map())
  const late = new Promise<Answer>((resolve) => setTimeout(() => resolve(refusal), 20))
  expect(await placeReply(answering(late), reply, 1)).toEqual({ kind: 'kept' })
  await late
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(refusedReplies.getState()).toEqual(new Map([['r_secret', refusal]]))
})

const command = (name: string, payload: object, credential = 'r_mine') =>
  ({ commandId: name, gatheringId: 'gathering', credential, name, payload }) as unknown as Command

test('a ticket foresees its own commands only, and no move and no arrival', () => {
  const ticket = ticketFor(meetingAt(places.berlin))
  const pending = [
    command('resizeReply', { partySize: 4 }),
    command('resizeReply', { partySize: 9 }, 'r_others'),
    command('moveReply', { toMeetingId: 'elsewhere' }),
    command('arrive', { arrivalCode: 'x', arrived: 2 }),
  ]
  const shown = foreseeTicket(ticket, pendingBy(pending, 'r_mine'))
  expect(shown).toEqual({ ...ticket, partySize: 4 })
  expect(foreseeTicket(ticket, [command('cancelReply', {})]).state).toBe('cancelled')
})

test('a reply on its way is known by its secret', () => {
  const pending = [command('replyToMeeting', { meetingId: 'meeting', partySize: 3 })]
  expect(keptReply(pending, 'r_mine')).toEqual({ meetingId: 'meeting', partySize: 3 })
  expect(keptReply(pending, 'r_others')).toBeNull()
})

test('a ticket has one word for what it is, the strongest', () => {
  const open = meetingAt(places.berlin)
  const withdrawn = meetingAt(places.berlin, { status: 'withdrawn' })
  expect(ticketKind(ticketFor(open), false)).toBe('coming')
  expect(ticketKind(ticketFor(open), true)).toBe('over')
  expect(ticketKind(ticketFor(open, { state: 'waiting' }), false)).toBe('waiting')
  expect(ticketKind(ticketFor(withdrawn), false)).toBe('withdrawn')
  expect(ticketKind(ticketFor(withdrawn, { state: 'cancelled' }), false)).toBe('cancelled')
  expect(ticketKind(ticketFor(open, { arrived: 1 }), true)).toBe('arrived')
})

test('a closed address says why', () => {
  const closed = (address: 'replied' | 'vouched') =>
    meetingAt(places.berlin, {
      address: null,
      exposure: { existence: 'public', counts: 'exact', address },
    })
  expect(addressClosedKey(ticketFor(meetingAt(places.berlin)))).toBeNull()
  expect(addressClosedKey(ticketFor(closed('replied'), { state: 'waiting' }))).toBe('ticket.address-waiting')
  expect(addressClosedKey(ticketFor(closed('vouched')))).toBe('ticket.address-vouched')
  const unsaid = meetingAt(places.berlin, { address: { venue: '', address: '' } })
  expect(addressClosedKey(ticketFor(unsaid))).toBe('common.address-unsaid')
})

test('arrivals open two hours before the instant', () => {
  expect(areArrivalsOpen(startsAt, startsAt - 2 * 3_600_000 - 1)).toBe(false)
  expect(areArrivalsOpen(startsAt, startsAt - 2 * 3_600_000)).toBe(true)
  expect(areArrivalsOpen(null, startsAt)).toBe(false)
})

test('nothing is remembered unless it was asked for, and what is forgotten leaves no trace', () => {
  expect(localStorage.length).toBe(0)
  rememberReply({ slug: 'january', credential: 'r_one', cityNames: { en: 'Berlin' } })
  rememberReply({ slug: 'january', credential: 'r_one', cityNames: { en: 'Malmö' } })
  const stored = readRemembered(localStorage.getItem('multaqa.replies'))
  expect(stored).toEqual([{ slug: 'january', credential: 'r_one', cityNames: { en: 'Malmö' } }])
  forgetReply('r_one')
  expect(localStorage.length).toBe(0)
})

test('whatever stands in the storage, reading it does no harm', () => {
  for (const text of [null, '', '{}', '[1,null,"x",{"slug":1}]', 'nonsense']) {
    expect(readRemembered(text)).toEqual([])
  }
})

test('only a whole secret of its kind is taken from an address', () => {
  const secret = `r_${'a'.repeat(32)}`
  expect(secretIn(`#${secret}`, 'r')).toBe(secret)
  expect(secretIn(`#${secret}`, 'i')).toBeNull()
  expect(secretIn('#r_short', 'r')).toBeNull()
  expect(secretIn(`#${secret}<script>`, 'r')).toBeNull()
})
