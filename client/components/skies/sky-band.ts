// One city's day as a CSS gradient of sky colours, for screen and paper.
import { hexOf, type Rgb } from '#shared/domain/srgb.ts'
import { altitudeUnder, type Coordinates, skyRgb, subsolarPoint } from '#shared/domain/sun.ts'

const steps = 96
/** Distance in sRGB, with channels 0 … 1, below which a missing stop is not visible. */
const unseen = 0.02

type Stop = { readonly share: number; readonly rgb: Rgb }

/** The distance of a stop's colour from the linear interpolation between two others, which is how browsers draw gradients. */
function errorAt(stop: Stop, first: Stop, last: Stop): number {
  const share = (stop.share - first.share) / (last.share - first.share)
  const off = (axis: 0 | 1 | 2) =>
    stop.rgb[axis] - (first.rgb[axis] + (last.rgb[axis] - first.rgb[axis]) * share)
  return Math.hypot(off(0), off(1), off(2))
}

/** Drops stops that do not visibly change the gradient (Douglas and Peucker, applied to colour instead of position). */
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

/** The sun's position over the earth at each step; the same for all rows of a ruler, so it is cached. */
function sunsBetween(from: number, to: number): readonly Coordinates[] {
  if (lastSuns?.from !== from || lastSuns.to !== to) {
    const points = Array.from({ length: steps + 1 }, (_, index) =>
      subsolarPoint(from + ((to - from) * index) / steps),
    )
    lastSuns = { from, to, points }
  }
  return lastSuns.points
}

/** Left to right in every language: see skies.tsx. `from` and `to` in epoch ms. */
export function dayBands(
  place: Coordinates,
  from: number,
  to: number,
): { readonly skies: string; readonly nights: string } {
  const altitudes = sunsBetween(from, to).map((sun) => altitudeUnder(sun, place))
  return { skies: skiesOver(altitudes), nights: nightsOver(altitudes) }
}

/** Only the version for the screen. */
export function skyBand(place: Coordinates, from: number, to: number): string {
  return dayBands(place, from, to).skies
}

function skiesOver(altitudes: readonly number[]): string {
  const stops = altitudes.map((altitude, index) => ({ share: index / steps, rgb: skyRgb(altitude) }))
  const css = thin(stops).map(({ share, rgb }) => `${hexOf(rgb)} ${Math.round(share * 1000) / 10}%`)
  return `linear-gradient(to right,${css.join(',')})`
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
