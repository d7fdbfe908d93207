// One city's day as a CSS gradient of its skies.
import { type Coordinates, skyAt, skyColour, sunAltitude } from '#shared/domain/sun.ts'

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

/** From left to right in every language: see skies.tsx. */
export function skyBand(place: Coordinates, from: number, to: number): string {
  const stops = Array.from({ length: steps + 1 }, (_, index) => {
    const share = index / steps
    return stopAt(share, sunAltitude(from + (to - from) * share, place))
  })
  const css = thin(stops).map(
    ({ share, altitude }) => `${skyColour(altitude)} ${Math.round(share * 1000) / 10}%`,
  )
  return `linear-gradient(to right in oklab,${css.join(',')})`
}

/** The same day for paper: white while the sun is up, grey while it is down. */
export function nightBand(place: Coordinates, from: number, to: number): string {
  const stops: string[] = []
  let last: string | null = null
  for (let index = 0; index <= steps; index += 1) {
    const share = index / steps
    const shade = sunAltitude(from + (to - from) * share, place) < 0 ? 'silver' : 'white'
    const at = `${Number((share * 100).toFixed(1))}%`
    if (shade !== last) stops.push(...(last === null ? [] : [`${last} ${at}`]), `${shade} ${at}`)
    last = shade
  }
  return `linear-gradient(to right,${[...stops, `${last} 100%`].join(',')})`
}
