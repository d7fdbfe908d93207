// Recordings: one address for the gathering, one per city and one per segment.
import { expect, test } from 'vitest'
import { findRecording, putRecording, type Recording } from '#shared/domain/recording.ts'

const source = (name: string) => ({ provider: 'link', url: `https://videos.example.org/${name}` }) as const
const hour = { meetingId: null, segmentId: null }
const city = { meetingId: 'berlin', segmentId: null }
const segment = { meetingId: 'berlin', segmentId: 'report' }

test('K10: the hour, a city and a segment of it have a recording each, which another one replaces and null takes away', () => {
  let kept: readonly Recording[] = []
  for (const [of, name] of [
    [hour, 'hour'],
    [city, 'city'],
    [segment, 'segment'],
    [city, 'city-again'],
  ] as const) {
    kept = putRecording(kept, of, source(name))
  }
  expect(kept.map((each) => each.source)).toEqual(['hour', 'segment', 'city-again'].map(source))
  expect([hour, city, segment].map((of) => findRecording(kept, of)?.source)).toEqual(
    ['hour', 'city-again', 'segment'].map(source),
  )
  expect(findRecording(kept, { meetingId: null, segmentId: 'report' })).toBeNull()
  expect(putRecording(kept, city, null)).toEqual(kept.slice(0, 2))
})
