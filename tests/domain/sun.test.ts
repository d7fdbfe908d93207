// The sun's altitude compared with published values, and the sky's colours compared with their table.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inkOnSky, skyAt, skyColour, subsolarPoint, sunAltitude } from '#shared/domain/sun.ts'

const at = (iso: string) => Date.parse(iso)
const minuteMs = 60_000

/** When the upper limb crosses the horizon: the centre is then at −0.833° (refraction and half the disc), as in almanacs. */
function crossing(place: { latitude: number; longitude: number }, from: number, to: number): number {
  const up = (instant: number) => sunAltitude(instant, place) > -0.833
  const startUp = up(from)
  let [low, high] = [from, to]
  while (high - low > 1000) {
    const middle = (low + high) / 2
    if (up(middle) === startUp) low = middle
    else high = middle
  }
  return low
}

describe('the altitude of the sun', () => {
  test.each([
    // Declination ±23.44° at the solstices: noon altitude is 90 − |latitude − declination|.
    ['Greenwich, June solstice', 51.4779, 0, '2024-06-20T12:02:00Z', 90 - 51.4779 + 23.44],
    ['Greenwich, December solstice', 51.4779, 0, '2024-12-21T11:58:00Z', 90 - 51.4779 - 23.44],
    ['Aswan, June solstice', 24.09, 32.9, '2024-06-20T09:50:00Z', 89.3],
    ['Quito, March equinox', -0.18, -78.47, '2024-03-20T17:21:00Z', 89.8],
    ['South Pole, December solstice', -90, 0, '2024-12-21T09:20:00Z', 23.44],
    ['North Pole, December solstice', 90, 0, '2024-12-21T09:20:00Z', -23.44],
  ])('at noon in %s is what geometry says', (_name, latitude, longitude, iso, altitude) => {
    expect(sunAltitude(at(iso), { latitude, longitude })).toBeCloseTo(altitude, 0)
    expect(Math.abs(sunAltitude(at(iso), { latitude, longitude }) - altitude)).toBeLessThan(0.25)
  })

  test('crosses the equator at the equinox and turns at the solstice, as almanacs publish', () => {
    expect(Math.abs(subsolarPoint(at('2025-03-20T09:01:00Z')).latitude)).toBeLessThan(0.01)
    expect(Math.abs(subsolarPoint(at('2025-09-22T18:19:00Z')).latitude)).toBeLessThan(0.01)
    expect(subsolarPoint(at('2025-06-21T02:42:00Z')).latitude).toBeCloseTo(23.437, 2)
  })

  test('stands over the right meridian: the equation of time is −14.2 minutes on 11 February and +16.4 on 3 November', () => {
    expect(subsolarPoint(at('2025-02-11T12:00:00Z')).longitude).toBeCloseTo(14.2 / 4, 1)
    expect(subsolarPoint(at('2025-11-03T12:00:00Z')).longitude).toBeCloseTo(-16.4 / 4, 1)
  })

  test.each([
    // Times to the minute from Meeus, "Astronomical Algorithms", and national almanacs.
    ['London sets', 51.5074, -0.1278, '2024-06-20T18:00:00Z', '2024-06-20T23:00:00Z', '2024-06-20T20:21:00Z'],
    [
      'London rises',
      51.5074,
      -0.1278,
      '2024-12-21T06:00:00Z',
      '2024-12-21T11:00:00Z',
      '2024-12-21T08:03:30Z',
    ],
    [
      'New York sets',
      40.7128,
      -74.006,
      '2024-06-20T22:00:00Z',
      '2024-06-21T03:00:00Z',
      '2024-06-21T00:30:30Z',
    ],
    [
      'New York rises',
      40.7128,
      -74.006,
      '2024-12-21T10:00:00Z',
      '2024-12-21T15:00:00Z',
      '2024-12-21T12:16:30Z',
    ],
    [
      'Sydney sets',
      -33.8688,
      151.2093,
      '2024-12-21T06:00:00Z',
      '2024-12-21T12:00:00Z',
      '2024-12-21T09:05:00Z',
    ],
  ])(
    'puts the hour at which %s within two minutes of the almanac',
    (_n, latitude, longitude, from, to, published) => {
      const found = crossing({ latitude, longitude }, at(from), at(to))
      expect(Math.abs(found - at(published)) / minuteMs).toBeLessThan(2)
    },
  )

  const instants = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2090, 0) })

  test('is never beyond the zenith or the nadir', () => {
    fc.assert(
      fc.property(
        instants,
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (instant, latitude, longitude) => {
          const altitude = sunAltitude(instant, { latitude, longitude })
          expect(altitude).toBeGreaterThanOrEqual(-90)
          expect(altitude).toBeLessThanOrEqual(90)
        },
      ),
    )
  })

  test('is highest under the sun and as deep on the other side: there is night somewhere at every instant', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const sun = subsolarPoint(instant)
        expect(sunAltitude(instant, sun)).toBeGreaterThan(89.99)
        const antipode = { latitude: -sun.latitude, longitude: sun.longitude + 180 }
        expect(sunAltitude(instant, antipode)).toBeLessThan(-89.99)
      }),
    )
  })
})

describe('the colour of the sky', () => {
  test('is the table’s own at the table’s altitudes', () => {
    expect(skyColour(-40)).toBe('#0b1228')
    expect(skyColour(-2)).toBe('#bb5752')
    expect(skyColour(70)).toBe('#71bdf4')
  })
  test('stays at its ends beyond them', () => {
    expect(skyColour(-90)).toBe(skyColour(-40))
    expect(skyColour(90)).toBe(skyColour(70))
  })
  test('goes from violet to red through 0° of hue, never back through green', () => {
    for (let altitude = -6; altitude <= -2; altitude += 0.1) {
      const { hue } = skyAt(altitude)
      expect(hue >= 299.9 || hue <= 25.1).toBe(true)
    }
  })
  test('takes black or white words at 4.5 to 1', () => {
    for (let altitude = -90; altitude <= 90; altitude += 0.25) {
      const luminance = relativeLuminance(skyAt(altitude))
      const contrast = inkOnSky(altitude) === 'white' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05
      expect(contrast).toBeGreaterThanOrEqual(4.5)
    }
  })
})

/** OKLab to linear sRGB (Björn Ottosson, 2020), then WCAG 2's relative luminance. */
function relativeLuminance({
  lightness,
  chroma,
  hue,
}: {
  lightness: number
  chroma: number
  hue: number
}): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
