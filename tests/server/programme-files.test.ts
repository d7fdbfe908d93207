// The programme as calendar files, as strangers may read them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StageRun } from '#shared/domain/stage-run.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import { allTold } from '../support/heard-all.ts'
import { eventually, snapshotOf } from '../support/person.ts'
import { ensurePythonReader, readWithPython } from '../support/read-calendar.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { accepted, cityIds, invited, makeGathering } from '../support/test-gathering.ts'
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

test('K5, K9: each segment is an entry at its own time, and one of a closed city says no more than that', async () => {
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
    [uid('segment-second'), 'مدينة غير معلنة', 'ar', 5, 10, null],
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

test('K5: how the hour ran is told, and a turn of a closed city reads as an empty stage', async () => {
  const gathering = await makeGathering(app)
  const berlin = await gathering.addCity(cityIds.berlin)
  const hidden = await gathering.addCity(cityIds.toronto, { exposure: invited })
  for (const { meetingId } of [berlin, hidden]) {
    const address = 'https://live.example.org/one.m3u8'
    await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }
  await gathering.order('putSegment', segmentOf(berlin.meetingId, 'segment-of-berlin'))
  const acts = [
    { meetingId: berlin.meetingId, segmentId: 'segment-of-berlin' },
    { meetingId: hidden.meetingId },
    { meetingId: null },
    { meetingId: berlin.meetingId },
  ]
  for (const [seenFence, act] of acts.entries()) {
    app.clock.set(testInstant + seenFence * minuteMs)
    await gathering.order('handStage', { ...act, seenFence })
  }
  const response = await fetch(`${app.url()}/g/${gathering.slug}/as-it-ran.json`)
  const text = await response.text()
  expect(text).not.toContain(hidden.meetingId)
  const { runs } = JSON.parse(text) as { runs: readonly StageRun[] }
  const isHeld = false
  expect(runs).toEqual([
    { at: testInstant, meetingId: berlin.meetingId, segmentId: 'segment-of-berlin', isHeld },
    // Two runs shown as one empty stage: the time at which the closed city left it is not revealed.
    { at: testInstant + minuteMs, meetingId: null, segmentId: null, isHeld },
    { at: testInstant + 3 * minuteMs, meetingId: berlin.meetingId, segmentId: null, isHeld },
  ])
  await gathering.order('editMeeting', { meetingId: berlin.meetingId, edit: { exposure: invited } })
  const closed = await (await fetch(`${app.url()}/g/${gathering.slug}/as-it-ran.json`)).text()
  expect(closed).not.toContain(berlin.meetingId)
})

test('K10: a host gives the recordings of their city and its segments, and of no other; strangers read of open ones', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const berlin = await gathering.addCity(cityIds.berlin)
  const hidden = await gathering.addCity(cityIds.toronto, { exposure: invited })
  await gathering.order('putSegment', segmentOf(hidden.meetingId, 'segment-of-toronto'))
  const host = await app.connect()
  const give = (
    meetingId: string | null,
    segmentId: string | null,
    address: string | null,
    credential: string,
  ) => host.ask('setRecording', gatheringId, { meetingId, segmentId, address }, { credential })
  const address = 'https://youtu.be/dQw4w9WgXcQ'
  accepted(await give(berlin.meetingId, null, address, berlin.hostSecret))
  accepted(await give(null, 'segment-of-toronto', 'https://videos.example.org/canary', hidden.hostSecret))
  for (const [meetingId, segmentId] of [
    [hidden.meetingId, null],
    [null, 'segment-of-toronto'],
    [null, null],
  ] as const) {
    const answer = await give(meetingId, segmentId, address, berlin.hostSecret)
    expect(answer).toMatchObject({ ok: false, reason: 'not-allowed' })
  }
  const wrong = await give(berlin.meetingId, null, 'javascript:alert(1)', berlin.hostSecret)
  expect(wrong).toMatchObject({ ok: false, reason: 'stream-address-not-secure' })
  const read = async () => snapshotOf(await host.join({ gathering: gatheringId, as: 'public' })).recordings
  const source = { provider: 'youtube', id: 'dQw4w9WgXcQ' }
  expect(await read()).toEqual([{ meetingId: berlin.meetingId, segmentId: null, source }])
  accepted(await give(berlin.meetingId, null, null, berlin.hostSecret))
  expect(await read()).toEqual([])
})

test('K10: when a city is closed its recording leaves an open page at once, also without a programme', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const berlin = await gathering.addCity(cityIds.berlin)
  const host = await app.connect()
  const recording = {
    meetingId: berlin.meetingId,
    segmentId: null,
    address: 'https://youtu.be/dQw4w9WgXcQ',
  }
  accepted(await host.ask('setRecording', gatheringId, recording, { credential: berlin.hostSecret }))
  // Waits, so that this change is not sent together with the one that removes it.
  await allTold(app, gathering)
  const page = await app.connect()
  let shown = snapshotOf(await page.join({ gathering: gatheringId, as: 'public' }))
  expect(shown.recordings).toHaveLength(1)
  page.socket.on('update', (update) => {
    const applied = applyUpdate(shown, update)
    if (applied.kind === 'applied') shown = applied.snapshot
  })
  await gathering.order('withdrawMeeting', { meetingId: berlin.meetingId })
  await eventually(() => expect(shown.meetings).toEqual([]))
  expect(shown.recordings).toEqual([])
})

test('K10: a page that was away reads neither a recording that was taken away nor its city, closed since', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const berlin = await gathering.addCity(cityIds.berlin)
  await gathering.order('putSegment', segmentOf(berlin.meetingId, 'segment-of-berlin'))
  const recording = { meetingId: null, segmentId: 'segment-of-berlin' }
  await gathering.order('setRecording', { ...recording, address: 'https://youtu.be/dQw4w9WgXcQ' })
  const page = await app.connect()
  const as = { gathering: gatheringId, as: 'public' as const }
  const shown = snapshotOf(await page.join(as))
  expect(shown.recordings).toHaveLength(1)
  await gathering.order('setRecording', { ...recording, address: null })
  await gathering.order('editMeeting', { meetingId: berlin.meetingId, edit: { exposure: invited } })
  const answer = await page.join({ ...as, known: { epoch: shown.epoch, version: shown.version } })
  if (!('update' in answer)) throw new Error('not told what it missed')
  const applied = applyUpdate(shown, answer.update)
  expect(applied).toMatchObject({ kind: 'applied', snapshot: { meetings: [], recordings: [] } })
})

test('K10: when the only segment with a recording is removed, the recording leaves an open page', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const berlin = await gathering.addCity(cityIds.berlin)
  await gathering.order('putSegment', segmentOf(berlin.meetingId, 'segment-of-berlin'))
  const segmentId = 'segment-of-berlin'
  const address = 'https://youtu.be/dQw4w9WgXcQ'
  await gathering.order('setRecording', { meetingId: null, segmentId, address })
  // Waits, so that this change is not sent together with the one that removes it.
  await allTold(app, gathering)
  const page = await app.connect()
  let shown = snapshotOf(await page.join({ gathering: gatheringId, as: 'public' }))
  expect(shown.recordings).toHaveLength(1)
  page.socket.on('update', (update) => {
    const applied = applyUpdate(shown, update)
    if (applied.kind === 'applied') shown = applied.snapshot
  })
  await gathering.order('removeSegment', { segmentId })
  await eventually(() => expect(shown.programme).toEqual([]))
  expect(shown.recordings).toEqual([])
})
