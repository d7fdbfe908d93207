// The meetings that a reply left through mergers: serialized, parsed, and undone one by one.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMergePath, type MergeStep, parseMergePath, returnTo } from '#shared/domain/merge-path.ts'

const ids = ['aleppo', 'berlin', 'cairo', 'damascus']
const paths: fc.Arbitrary<readonly MergeStep[]> = fc.uniqueArray(
  fc.record({
    meetingId: fc.constantFrom(...ids),
    vouched: fc.boolean(),
    code: fc.option(fc.constantFrom('K7QPD', 'ABCDE')),
  }),
  { selector: ({ meetingId }) => meetingId, maxLength: 4 },
)

test('P6: a path that is written reads the same', () => {
  fc.assert(
    fc.property(paths, (steps) => {
      expect(parseMergePath(formatMergePath(steps))).toEqual(steps)
    }),
  )
})

test('P6: a path as text has its last step first, with a plus for whom the host knew and the code that was left', () => {
  expect(formatMergePath([])).toBeNull()
  expect(
    formatMergePath([
      { meetingId: 'berlin', vouched: true, code: null },
      { meetingId: 'aleppo', vouched: false, code: 'K7QPD' },
    ]),
  ).toBe('berlin+/aleppo:K7QPD')
  expect(parseMergePath('cairo+:ABCDE')).toEqual([{ meetingId: 'cairo', vouched: true, code: 'ABCDE' }])
})

describe('P6: a merger that is taken back', () => {
  const path = 'cairo/berlin+/aleppo:K7QPD'

  test('of a meeting where the reply never was returns nothing', () => {
    expect(returnTo(path, 'damascus')).toBeNull()
    expect(returnTo(null, 'aleppo')).toBeNull()
  })

  test('returns the reply to a meeting of the chain and keeps the earlier mergers', () => {
    expect(returnTo(path, 'cairo')).toEqual({
      mergedFrom: 'berlin+/aleppo:K7QPD',
      vouched: false,
      code: null,
    })
    expect(returnTo(path, 'berlin')).toEqual({ mergedFrom: 'aleppo:K7QPD', vouched: true, code: null })
    expect(returnTo(path, 'aleppo')).toEqual({ mergedFrom: null, vouched: false, code: 'K7QPD' })
  })

  test('gives the code that the reply had there: of the meeting itself, or of the next one where it changed', () => {
    expect(returnTo('cairo:AAAAA/berlin:BBBBB/aleppo', 'aleppo')?.code).toBe('BBBBB')
    expect(returnTo('cairo:AAAAA/berlin:BBBBB/aleppo', 'cairo')?.code).toBe('AAAAA')
    expect(returnTo('cairo:AAAAA/berlin/aleppo', 'berlin')?.code).toBe('AAAAA')
  })
})
