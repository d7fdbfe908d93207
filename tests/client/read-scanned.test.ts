// Interprets the text scanned by the check-in camera.
import { expect, test } from 'vitest'
import { readScanned } from '#client/features/host/door/read-scanned.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'

const reply = (attendanceId: string, code: string): AttendanceView => ({
  attendanceId,
  code,
  partySize: 2,
  state: 'confirmed',
  exactState: 'confirmed',
  queueOrder: 1,
  arrived: 0,
  vouched: false,
  repliedMinute: 0,
  held: '',
})
const list = [reply('a', 'RA5S6'), reply('b', 'RA5S7')]

test.each([
  ['RA5S6', { kind: 'reply', attendanceId: 'a' }],
  [' ra5s7\n', { kind: 'reply', attendanceId: 'b' }],
  ['RA5S', { kind: 'unknown' }],
  ['RA5S67', { kind: 'unknown' }],
  ['', { kind: 'unknown' }],
  ['https://multaqa.example/g/x/reply#r_RA5S6', { kind: 'link' }],
  ['multaqa.example/g/x/reply#r_RA5S6', { kind: 'link' }],
  [`RA5S6${' '.repeat(4000)}`, { kind: 'unknown' }],
])('%j is read whole, or not at all', (text, meaning) => {
  expect(readScanned(text, list)).toEqual(meaning)
})
