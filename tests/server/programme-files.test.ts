// The programme as files: calendars of it, as strangers may read them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensurePythonReader, readWithPython } from '../support/read-calendar.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering } from '../support/test-gathering.ts'
import { segmentOf } from './link-up-cases.ts'

let app: TestApp
const minuteMs = 60_000

beforeAll(async () => {
  ensurePythonReader()
  app = await startTestApp()
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

test('each segment is an entry at its own time, and one of a closed city says no more than that', async () => {
  const gathering = await makeGathering(app)
  const berlin = await gathering.addCity(cityIds.berlin)
  const hidden = await gathering.addCity(cityIds.toronto, { exposure: invited })
  const put = async (meetingId: string | null, segmentId: string, title: string, after: string | null) => {
    const { segment } = segmentOf(meetingId, segmentId)
    await gathering.order('putSegment', { segment: { ...segment, title }, afterSegmentId: after })
  }
  await put(null, 'segment-first', 'Welcome', null)
  await put(hidden.meetingId, 'segment-second', 'canary-title', 'segment-first')
  await put(berlin.meetingId, 'segment-third', 'كلمة المدينة', 'segment-second')
  const read = async () => {
    const response = await fetch(`${app.url()}/g/${gathering.slug}/programme.ics?lang=ar`)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    return response.text()
  }
  const text = await read()
  expect(text).not.toContain('canary')
  expect(text).not.toContain(hidden.meetingId)
  const { entries } = readWithPython(text)
  const uid = (segmentId: string) => `${gathering.gatheringId}.${segmentId}@multaqa`
  expect(
    entries.map((entry) => [
      entry.uid,
      entry.summary,
      entry.language,
      (entry.start.byFile - testInstant) / minuteMs,
      (entry.end.byFile - testInstant) / minuteMs,
      entry.location,
    ]),
  ).toEqual([
    [uid('segment-first'), 'Welcome', 'ar', 0, 5, null],
    [uid('segment-second'), 'مدينة لا تُعرض', 'ar', 5, 10, null],
    [uid('segment-third'), 'كلمة المدينة · برلين', 'ar', 10, 15, 'برلين'],
  ])
  const sequence = (ics: string) => Number(/\r\nSEQUENCE:(\d+)\r\n/.exec(ics)?.[1])
  await gathering.order('removeSegment', { segmentId: 'segment-first' })
  const after = await read()
  expect(sequence(after)).toBeGreaterThan(sequence(text))
  expect(readWithPython(after).entries.map(({ start }) => start.byFile - testInstant)).toEqual([
    0,
    5 * minuteMs,
  ])
})
