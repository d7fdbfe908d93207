// One city's day as a CSS gradient of its skies, on the screen and on paper.
import { altitudeUnder, type Coordinates, skyAt, skyColour, subsolarPoint } from '#shared/domain/sun.ts'

const steps = 96
/** Distance in OKLab under which nobody sees that a stop is missing. */
const unseen = 0.015

type Stop = {
  readonly share: number
  readonly altitude: number
  readonly lab: readonly [number, number, number]
}

function stopAt(share: number, altitude: number): Stop {
  const { lightness, chroma, hue } = skyAt(altitude)
  const angle = (hue * Math.PI) / 180
  return { share, altitude, lab: [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)] }
}

/** How far a stop's colour is from the straight way between two others. */
function errorAt(stop: Stop, first: Stop, last: Stop): number {
  const share = (stop.share - first.share) / (last.share - first.share)
  const off = (axis: 0 | 1 | 2) =>
    stop.lab[axis] - (first.lab[axis] + (last.lab[axis] - first.lab[axis]) * share)
  return Math.hypot(off(0), off(1), off(2))
}

/** Keeps the stops without which the gradient would look different (Douglas and Peucker, over colour instead of place). */
function thin(stops: readonly Stop[]): readonly Stop[] {
  const [first, last] = [stops[0], stops.at(-1)]
  if (first === undefined || last === undefined || stops.length < 3) return stops
  const errors = stops.map((stop) => errorAt(stop, first, last))
  const worst = Math.max(...errors)
  if (worst < unseen) return [first, last]
  const at = errors.indexOf(worst)
  return [...thin(stops.slice(0, at + 1)), ...thin(stops.slice(at)).slice(1)]
}

let lastSuns: { readonly from: number; readonly to: number; readonly points: readonly Coordinates[] } | null =
  null

/** Where the sun stands over the earth at each step; the same for all rows of a ruler, and so found once. */
function sunsBetween(from: number, to: number): readonly Coordinates[] {
  if (lastSuns?.from !== from || lastSuns.to !== to) {
    const points = Array.from({ length: steps + 1 }, (_, index) =>
      subsolarPoint(from + ((to - from) * index) / steps),
    )
    lastSuns = { from, to, points }
  }
  return lastSuns.points
}

/** From left to right in every language: see skies.tsx. `from` and `to` in epoch ms. */
export function dayBands(
  place: Coordinates,
  from: number,
  to: number,
): { readonly skies: string; readonly nights: string } {
  const altitudes = sunsBetween(from, to).map((sun) => altitudeUnder(sun, place))
  return { skies: skiesOver(altitudes), nights: nightsOver(altitudes) }
}

/** The screen's alone. */
export function skyBand(place: Coordinates, from: number, to: number): string {
  return dayBands(place, from, to).skies
}

function skiesOver(altitudes: readonly number[]): string {
  const stops = altitudes.map((altitude, index) => stopAt(index / steps, altitude))
  const css = thin(stops).map(
    ({ share, altitude }) => `${skyColour(altitude)} ${Math.round(share * 1000) / 10}%`,
  )
  return `linear-gradient(to right in oklab,${css.join(',')})`
}

/** The same day for paper: white while the sun is up, grey while it is down. */
function nightsOver(altitudes: readonly number[]): string {
  const stops: string[] = []
  let last: string | null = null
  for (const [index, altitude] of altitudes.entries()) {
    const shade = altitude < 0 ? 'silver' : 'white'
    const at = `${Number(((index / steps) * 100).toFixed(1))}%`
    if (shade !== last) stops.push(...(last === null ? [] : [`${last} ${at}`]), `${shade} ${at}`)
    last = shade
  }
  return `linear-gradient(to right,${[...stops, `${last} 100%`].join(',')})`
}
