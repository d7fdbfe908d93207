// A browser's bug report contains only error types and positions, in the format of each engine.
import { expect, test } from 'vitest'
import { describeBug } from '#client/app/report-bug.ts'
import { bugPlace } from '#shared/protocol/bug-report.ts'

function thrown(name: string, message: string, stack: string): Error {
  return Object.assign(new Error(message), { name, stack })
}

const v8 = thrown(
  'TypeError',
  'rows.toSorted is not a function',
  `TypeError: rows.toSorted is not a function
    at Door (https://example.org/assets/host-page-Ab1_-c.js:1:2345)
    at a (https://example.org/g/damascus/host#h_secret:1:1)
    at renderWithHooks (https://example.org/assets/base-Xy.js:9:8)`,
)
const safari = thrown(
  'TypeError',
  "undefined is not an object (evaluating 'a.b')",
  'Door@https://example.org/assets/host-page-Ab1_-c.js:1:2345\nglobal code@https://example.org/g/x:2:3',
)

test('an error is told by kind, page and places, in V8’s and JavaScriptCore’s words', () => {
  expect(describeBug(v8, 'drawing', '/g/damascus-2027/host')).toEqual({
    name: 'TypeError',
    kind: 'not-a-function',
    page: 'host',
    moment: 'drawing',
    places: ['host-page-Ab1_-c.js:1:2345', 'base-Xy.js:9:8'],
  })
  expect(describeBug(safari, 'update', '/')).toMatchObject({
    kind: 'no-such-object',
    page: 'home',
    places: ['host-page-Ab1_-c.js:1:2345'],
  })
})

test('nothing of the address, of the message or of what was thrown is told', () => {
  const strange = thrown('Umm Ahmad', 'Umm Ahmad comes', 'Umm Ahmad comes\n at /assets/umm ahmad.js:1:1')
  for (const value of [strange, 'Umm Ahmad', { toString: () => 'Umm Ahmad' }, null, undefined]) {
    const report = describeBug(value, 'other', '/g/umm-ahmad/umm-ahmad')
    expect(JSON.stringify(report)).not.toMatch(/ahmad/i)
    expect(report).toMatchObject({ page: 'city', name: 'Error', kind: 'other' })
    for (const place of report.places) expect(place).toMatch(bugPlace)
  }
  expect(describeBug(strange, 'other', '/umm-ahmad').page).toBe('other')
})
