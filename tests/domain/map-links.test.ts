// Map services on which a venue can be searched.
import { expect, test } from 'vitest'
import { mapLinks } from '#shared/domain/map-links.ts'

const berlin = {
  venue: 'Hall',
  address: '1 Long Street',
  city: 'Berlin',
  latitude: 52.520_07,
  longitude: 13.4,
}

test('a venue is looked for by its words and its city, on the phone near the middle of the city', () => {
  const query = 'Hall%2C%201%20Long%20Street%2C%20Berlin'
  expect(mapLinks(berlin)).toEqual({
    phone: `geo:52.520,13.400?q=${query}`,
    others: [
      { name: 'OpenStreetMap', href: `https://www.openstreetmap.org/search?query=${query}` },
      { name: 'Google Maps', href: `https://www.google.com/maps/search/?api=1&query=${query}` },
      { name: 'Apple Maps', href: `https://maps.apple.com/?q=${query}` },
    ],
  })
})

test('addresses of the web and empty lines are not looked for, and nothing else leaves nothing', () => {
  const linked = { ...berlin, venue: '', address: ' Yard  2, https://example.org/way  left ' }
  expect(mapLinks(linked)?.phone).toBe('geo:52.520,13.400?q=Yard%202%2C%20left%2C%20Berlin')
  expect(mapLinks({ ...berlin, venue: 'https://example.org/hall', address: '' })).toBeNull()
  expect(mapLinks({ ...berlin, venue: ' ', address: '' })).toBeNull()
})
