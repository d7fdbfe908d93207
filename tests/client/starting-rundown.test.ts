import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agendaRundown } from '#client/features/programme/agenda-rundown.ts'
import { lengthEntry, readLength } from '#client/features/programme/segment-lengths.ts'
import { startingRundown } from '#client/features/programme/starting-rundown.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { planSlots, programmeTroubles } from '#shared/domain/programme.ts'
import { limits } from '#shared/protocol/limits.ts'
import { meetingView } from './views.ts'

const minuteMs = 60_000

test('a programme to begin with fits into the hour, gives each city one report, and has no trouble of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 600 }), fc.integer({ min: 1, max: 60 }), (minutes, count) => {
      const meetings = Array.from({ length: count }, (_, index) =>
        meetingView(`meeting-${index}`, `City ${index}`),
      )
      const gathering = { lengthMs: minutes * minuteMs, leadPlace: null, languages: ['ar'] }
      let made = 0
      const rundown = startingRundown(gathering, meetings, { closing: 'Closing' }, () => `segment-${++made}`)
      expect(planSlots(rundown).at(-1)?.toMs).toBeLessThanOrEqual(gathering.lengthMs)
      const reported = rundown.filter(({ kind }) => kind === 'report').map(({ meetingId }) => meetingId)
      expect(new Set(reported).size).toBe(reported.length)
      // No city is omitted if there is a minute for each.
      if (minutes - 2 * Math.min(10, Math.max(1, Math.floor(minutes / 10))) >= count)
        expect(reported).toHaveLength(count)
      const open = new Map(meetings.map(({ meetingId }) => [meetingId, { isOpen: true, hasStream: true }]))
      expect(programmeTroubles(rundown, gathering.lengthMs, open)).toEqual([])
    }),
  )
})

test('a programme is made of the agenda with its minutes, so that nobody types them again', () => {
  const agenda = [
    { title: 'كلمة الافتتاح', minutes: 15 },
    { title: 'ش'.repeat(240), minutes: 20 },
  ]
  const meeting = meetingView('m1', 'Berlin')
  const gathering = {
    leadPlace: meeting.place,
    languages: ['ar'],
    texts: { ar: { ...emptyText, agenda } },
  }
  let made = 0
  const makeId = () => `segment-${++made}`
  const rundown = agendaRundown(gathering, [meeting], makeId)
  expect(
    rundown.map(({ lengthMs, meetingId, language }) => [lengthMs / minuteMs, meetingId, language]),
  ).toEqual([
    [15, 'm1', 'ar'],
    [20, 'm1', 'ar'],
  ])
  expect(rundown[0]?.title).toBe('كلمة الافتتاح')
  expect(rundown[1]?.title).toHaveLength(limits.segmentTitle)
  // A title is never cut within a combined emoji.
  const joined = [{ title: `${'ش'.repeat(limits.segmentTitle - 4)}👨‍👩‍👧 ...`, minutes: 20 }]
  const cut = agendaRundown(
    { ...gathering, texts: { ar: { ...emptyText, agenda: joined } } },
    [meeting],
    makeId,
  )
  expect(cut[0]?.title).toBe(`${'ش'.repeat(limits.segmentTitle - 4)}…`)
  const untimed = { ar: { ...emptyText, agenda: [...agenda, { title: 'أخرى', minutes: null }] } }
  expect(agendaRundown({ ...gathering, texts: untimed }, [meeting], makeId)).toEqual([])
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
