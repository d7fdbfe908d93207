// The benchmarks read versions from raw bytes without parsing; this test compares that with the messages the server sends.
import { expect, test } from 'vitest'
import { readVersion } from '../bench/load/read-version.ts'

const packet = (...event: readonly unknown[]) => Buffer.from(`42${JSON.stringify(event)}`)

test('a version is read out of an update and out of compact counts', () => {
  const update = { epoch: 'e', gatheringId: 'g', from: 7, to: 12, counts: [{ meetingId: 'm', confirmed: 3 }] }
  expect(readVersion(packet('update', update))).toBe(12)
  expect(readVersion(packet('c', 'ga', 4711, 5, 'aa:3 bb:1/2/0///'))).toBe(4711)
})

test('what tells no version has none', () => {
  expect(readVersion(packet('beat', 1_700_000_000_000))).toBeNull()
  expect(readVersion(packet('c', 'ga'))).toBeNull()
  expect(readVersion(Buffer.from('2'))).toBeNull()
})
