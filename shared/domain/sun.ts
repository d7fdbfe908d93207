// The sun's position over a place at an instant, and the resulting colour of the sky.
import { hexOf, type Rgb, srgbOf } from './srgb.ts'

/**
 * Equations of the NOAA Solar Calculator (https://gml.noaa.gov/grad/solcalc/calcdetails.html), after Jean Meeus, "Astronomical Algorithms",
 * 2nd ed., chapters 25 and 28: the sun's position to about 0.01° between 1900 and 2100.
 */
export type Coordinates = { readonly latitude: number; readonly longitude: number }

const radians = Math.PI / 180
const dayMs = 86_400_000
/** 2000-01-01T12:00Z, the epoch from which centuries are counted. */
const j2000 = Date.UTC(2000, 0, 1, 12)

const sin = (degrees: number) => Math.sin(degrees * radians)
const cos = (degrees: number) => Math.cos(degrees * radians)
const tan = (degrees: number) => Math.tan(degrees * radians)

/** Normalizes degrees to −180 … 180. */
function turn(degrees: number): number {
  return degrees - 360 * Math.floor((degrees + 180) / 360)
}

function declinationAndTime(instant: number): {
  readonly declination: number
  readonly equationMinutes: number
} {
  const century = (instant - j2000) / dayMs / 36_525
  const meanLongitude = 280.46646 + century * (36_000.76983 + century * 0.0003032)
  const anomaly = 357.52911 + century * (35_999.05029 - 0.0001537 * century)
  const eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
  const centre =
    sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    sin(3 * anomaly) * 0.000289
  const node = 125.04 - 1934.136 * century
  const apparentLongitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(node)
  const meanObliquity =
    23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
  const obliquity = meanObliquity + 0.00256 * cos(node)
  const declination = Math.asin(sin(obliquity) * sin(apparentLongitude)) / radians
  const y = tan(obliquity / 2) ** 2
  const equation =
    y * sin(2 * meanLongitude) -
    2 * eccentricity * sin(anomaly) +
    4 * eccentricity * y * sin(anomaly) * cos(2 * meanLongitude) -
    0.5 * y * y * sin(4 * meanLongitude) -
    1.25 * eccentricity * eccentricity * sin(2 * anomaly)
  return { declination, equationMinutes: (4 * equation) / radians }
}

let lastSun: { readonly instant: number; readonly point: Coordinates } | null = null

/** The point where the sun is in the zenith, in degrees. Caches the last result, because all cities of a page use one instant. */
export function subsolarPoint(instant: number): Coordinates {
  if (lastSun?.instant !== instant) lastSun = { instant, point: findSubsolarPoint(instant) }
  return lastSun.point
}

function findSubsolarPoint(instant: number): Coordinates {
  const { declination, equationMinutes } = declinationAndTime(instant)
  const utcMinutes = (instant - Math.floor(instant / dayMs) * dayMs) / 60_000
  return { latitude: declination, longitude: turn((720 - utcMinutes - equationMinutes) / 4) }
}

/** The sun's geometric altitude above the horizon, −90 … 90 degrees; ignores refraction (which lifts a rising sun by 0.6°). */
export function sunAltitude(instant: number, place: Coordinates): number {
  return altitudeUnder(subsolarPoint(instant), place)
}

/** The same for a known subsolar point, for many places at one instant. */
export function altitudeUnder(sun: Coordinates, place: Coordinates): number {
  const sine =
    sin(place.latitude) * sin(sun.latitude) +
    cos(place.latitude) * cos(sun.latitude) * cos(place.longitude - sun.longitude)
  return Math.asin(Math.min(1, Math.max(-1, sine))) / radians
}

/** Altitude, then lightness, chroma and hue (OKLCH): typical skies from deep night to high noon. */
const skies = [
  [-40, 0.19, 0.045, 268],
  [-18, 0.22, 0.055, 270],
  [-12, 0.28, 0.075, 276],
  [-6, 0.4, 0.1, 300],
  [-2, 0.58, 0.13, 25],
  [1, 0.74, 0.135, 58],
  [5, 0.85, 0.09, 78],
  [10, 0.91, 0.035, 90],
  [16, 0.9, 0.03, 215],
  [28, 0.84, 0.07, 232],
  [70, 0.77, 0.11, 242],
] as const

export type Sky = { readonly lightness: number; readonly chroma: number; readonly hue: number }

/** Interpolates linearly between two skies; the hue takes the short way round, so that dusk goes through red and not through green. */
export function skyAt(altitude: number): Sky {
  let above: (typeof skies)[number] = skies[0]
  let below: (typeof skies)[number] = skies[0]
  for (const sky of skies) {
    below = above
    above = sky
    if (sky[0] >= altitude) break
  }
  const span = above[0] - below[0]
  const share = span === 0 ? 0 : Math.min(1, Math.max(0, (altitude - below[0]) / span))
  const between = (from: number, to: number) => from + (to - from) * share
  const hue = below[3] + turn(above[3] - below[3]) * share
  return {
    lightness: between(below[1], above[1]),
    chroma: between(below[2], above[2]),
    hue: ((hue % 360) + 360) % 360,
  }
}

/** In the format of `srgbOf`. */
export function skyRgb(altitude: number): Rgb {
  const { lightness, chroma, hue } = skyAt(altitude)
  return srgbOf(lightness, chroma, hue)
}

/** The sky's colour at this solar altitude, as CSS that every browser supports: `#rrggbb`. */
export function skyColour(altitude: number): string {
  return hexOf(skyRgb(altitude))
}

export function skyColourAt(instant: number, place: Coordinates): string {
  return skyColour(sunAltitude(instant, place))
}

/**
 * Black or white, whichever is readable on this sky. Switches at lightness .58, which gives a contrast of at least 4.5 to 1 over the whole
 * table.
 */
export function inkOnSky(altitude: number): 'black' | 'white' {
  return skyAt(altitude).lightness >= 0.58 ? 'black' : 'white'
}
