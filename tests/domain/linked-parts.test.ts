// Links in user texts, and map searches for a venue.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkedParts } from '#shared/domain/linked-parts.ts'
import { mapLinks } from '#shared/domain/map-links.ts'
import { mapsAddress } from '../support/hostile-gathering.ts'

const hrefs = (text: string) => linkedParts(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('addresses in a text', () => {
  test.each([
    ['see https://example.org/hall.', ['https://example.org/hall']],
    ['القاعة: https://example.org/hall، ثم يمينا', ['https://example.org/hall']],
    ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
    ['[https://example.org/a]؟', ['https://example.org/a']],
    ['www.example.org, first floor', ['https://www.example.org/']],
    ['http://example.org and https://example.org/2', ['http://example.org/', 'https://example.org/2']],
    [
      'https://example.org/a。 https://example.org/b！ https://example.org/c।',
      ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'],
    ],
    ['**https://example.org/a**.', ['https://example.org/a']],
    [mapsAddress, [mapsAddress]],
    ['javascript:alert(1) data:text/html,x geo:1,2', []],
    ['https://bank.example@evil.example/', []],
    ['https://', []],
    ['https://localhost/admin', []],
    ['no address', []],
  ])('%s', (text, expected) => expect(hrefs(text)).toEqual(expected))

  test('what is no address stays as it was, in its order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parts = linkedParts(`${before} https://example.org/a ${after}`)
        const text = parts.map((part) => part.text).join('')
        expect(text).toContain(' https://example.org/a ')
        for (const part of parts) if (part.kind === 'link') expect(part.href).toMatch(/^https?:\/\//)
      }),
    )
  })

  test('a long one is shown by its host and a beginning, so that nobody is misled about whose it is', () => {
    const [link] = linkedParts(mapsAddress)
    expect(link?.text).toMatch(/^www\.google\.com\/maps\/place\/.*…$/)
    expect(link?.text.length).toBeLessThan(60)
    const [long] = linkedParts(`https://google.com.${'a'.repeat(60)}.evil.example/google.com`)
    expect(long?.text).toContain('.evil.example')
  })
})

test('a venue is looked for by its words and its city; addresses of the web in it are left out', () => {
  const place = { city: 'Berlin', latitude: 52.52437, longitude: 13.41053 }
  const links = mapLinks({ venue: `Hall & Café ${mapsAddress}`, address: 'Long street 12', ...place })
  const query = 'Hall%20%26%20Caf%C3%A9%2C%20Long%20street%2012%2C%20Berlin'
  expect(links?.phone).toBe(`geo:52.524,13.411?q=${query}`)
  expect(links?.others.map(({ href }) => href)).toEqual([
    `https://www.openstreetmap.org/search?query=${query}`,
    `https://www.google.com/maps/search/?api=1&query=${query}`,
    `https://maps.apple.com/?q=${query}`,
  ])
  expect(mapLinks({ venue: mapsAddress, address: '', ...place })).toBeNull()
  expect(mapLinks({ venue: `(${mapsAddress})،`, address: '!', ...place })).toBeNull()
})
