// Properties of server-rendered pages that need no rendering: their language and maximum age.
import { describe, expect, test } from 'vitest'
import { acceptedLanguages } from '#server/http/known-language.ts'
import { createAdaptiveCache } from '#server/ttl-cache.ts'
import { pickAvailable } from '#shared/domain/pick-language.ts'

describe('the language of a page', () => {
  test.each([
    ['en-GB,en;q=0.9,ar;q=0.8', 'en'],
    ['de;q=0.9, ar;q=0.3, en;q=0.7', 'en'],
    ['fr', 'ar'],
    ['en;q=0,ar;q=0.1', 'ar'],
    ['*', 'ar'],
    ['', 'ar'],
    [',;q=,q;;', 'ar'],
  ])('of a browser that accepts %j is %s, as the browser itself will pick', (header, language) => {
    expect(pickAvailable(null, acceptedLanguages(header), ['ar', 'en'])).toBe(language)
  })
})

describe('what is made while a crowd replies', () => {
  test('is kept while only numbers change, and made anew at once when anything else does', async () => {
    let now = 0
    let made = 0
    const cached = createAdaptiveCache(() => now)
    const make = async () => ++made
    expect(await cached('page', 'open', 1000, make)).toBe(1)
    now = 999
    expect(await cached('page', 'open', 1000, make)).toBe(1)
    expect(await cached('page', 'closed', 1000, make)).toBe(2)
    expect(await cached('other', 'closed', 1000, make)).toBe(3)
    now = 1999
    expect(await cached('page', 'closed', 1000, make)).toBe(4)
  })

  test('is made the more seldom the longer it takes', async () => {
    let now = 0
    let made = 0
    const cached = createAdaptiveCache(() => now)
    const slow = async () => {
      await Promise.resolve()
      now += 500
      return ++made
    }
    expect(await cached('page', '', 1000, slow)).toBe(1)
    now = 500 + 7 * 500 - 1
    expect(await cached('page', '', 1000, slow)).toBe(1)
    now += 1
    expect(await cached('page', '', 1000, slow)).toBe(2)
  })

  test('is not kept when it failed', async () => {
    const cached = createAdaptiveCache(() => 0)
    await expect(cached('page', '', 1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await cached('page', '', 1000, async () => 'made')).toBe('made')
  })
})
