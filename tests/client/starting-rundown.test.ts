import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthEntry, readLength } from '#client/features/programme/segment-lengths.ts'
import { startingRundown } from '#client/features/programme/starting-rundown.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { planSlots, programmeTroubles } from '#shared/domain/programme.ts'
import { meetingView } from './views.ts'

const minuteMs = 60_000

test('a programme to begin with fits into the hour, gives each city one report, and has no trouble of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 600 }), fc.integer({ min: 1, max: 60 }), (minutes, count) => {
      const meetings = Array.from({ length: count }, (_, index) =>
        meetingView(`meeting-${index}`, `City ${index}`),
      )
      const gathering = { lengthMs: minutes * minuteMs, leadPlace: null, languages: ['ar'], texts: {} }
      let made = 0
      const rundown = startingRundown(gathering, meetings, { closing: 'Closing' }, () => `segment-${++made}`)
      expect(planSlots(rundown).at(-1)?.toMs).toBeLessThanOrEqual(gathering.lengthMs)
      const reported = rundown.filter(({ kind }) => kind === 'report').map(({ meetingId }) => meetingId)
      expect(new Set(reported).size).toBe(reported.length)
      // Nobody is left out for want of minutes where there is one for each.
      if (minutes - 2 * Math.min(10, Math.max(1, Math.floor(minutes / 10))) >= count)
        expect(reported).toHaveLength(count)
      const open = new Map(meetings.map(({ meetingId }) => [meetingId, { isOpen: true, hasStream: true }]))
      expect(programmeTroubles(rundown, gathering.lengthMs, open)).toEqual([])
    }),
  )
})

test('a programme to begin with takes the agenda with its minutes, so that nobody types them again', () => {
  const agenda = [
    { title: 'كلمة الافتتاح', minutes: 15 },
    { title: 'شهادات', minutes: 20 },
    { title: 'البيان الختامي', minutes: 10 },
  ]
  const gathering = {
    lengthMs: 60 * minuteMs,
    leadPlace: null,
    languages: ['ar'],
    texts: { ar: { ...emptyText, agenda } },
  }
  let made = 0
  const start = (of: typeof gathering) =>
    startingRundown(of, [meetingView('m1', 'Berlin')], { closing: 'Closing' }, () => `segment-${++made}`)
  expect(start(gathering).map(({ title, lengthMs, kind }) => [title, lengthMs / minuteMs, kind])).toEqual([
    ['كلمة الافتتاح', 15, 'speech'],
    ['شهادات', 20, 'speech'],
    ['', 15, 'report'],
    ['البيان الختامي', 10, 'speech'],
  ])
  // Without minutes, or with more than there are, it begins as it would without an agenda.
  const partly = { ar: { ...emptyText, agenda: [...agenda, { title: 'أخرى', minutes: null }] } }
  expect(start({ ...gathering, texts: partly as never })[0]?.kind).toBe('opening')
  expect(start({ ...gathering, lengthMs: 30 * minuteMs })[0]?.kind).toBe('opening')
})

test('a length is read as it is written, in the digits of either language', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 * 3600 }), (seconds) => {
      const text = lengthEntry(seconds * 1000)
      const arabic = text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
      expect(readLength(text)).toBe(seconds * 1000)
      expect(readLength(arabic)).toBe(seconds * 1000)
    }),
  )
  for (const text of ['', 'soon', '5:60', '-3', '5:3', '1:00:00']) expect(readLength(text)).toBeNull()
})
