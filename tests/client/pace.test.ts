// Which devices request the slower pace for counts.
import { expect, test } from 'vitest'
import { paceOf } from '#client/app/pace.ts'

const screen = (isPhone: boolean) => ({ matchMedia: () => ({ matches: isPhone }) as MediaQueryList })

test('U9: phones and lines that save are told sparingly, a hall’s screen promptly', () => {
  expect(paceOf(screen(true), undefined)).toBe('sparing')
  expect(paceOf(screen(false), undefined)).toBe('prompt')
  expect(paceOf(screen(false), { saveData: true })).toBe('sparing')
  expect(paceOf(screen(false), { effectiveType: '3g' })).toBe('sparing')
  expect(paceOf(screen(false), { effectiveType: '4g', saveData: false })).toBe('prompt')
})
