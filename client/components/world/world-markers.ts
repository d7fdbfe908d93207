// The marks on the map at one zoom level: single cities and clusters, each with position, size and label.
import type { PlacedCity } from './world-city.ts'
import { clusterPoints, sumOf } from './world-clusters.ts'
import { placePoints, type WorldPoint } from './world-layout.ts'

export type Marker = {
  /** The id of its first city, which also names it. */
  readonly id: string
  readonly cities: readonly PlacedCity[]
  readonly radius: number
  /** Its true position and where it is drawn, in map units. */
  readonly x: number
  readonly y: number
  readonly atX: number
  readonly atY: number
  readonly label: 'left' | 'right' | 'above' | 'below' | null
}

/** Pixels: marks closer than a fingertip become one. */
const fingertip = 26
const smallest = 3
const largestCity = 12
const [smallestGroup, largestGroup] = [11, 20]

/** By area, so that twice the people look like twice as many; a hidden number has a fixed size. */
export function cityRadius(people: number | null, most: number): number {
  return people === null ? 3.5 : smallest + (largestCity - smallest) * Math.sqrt(people / Math.max(1, most))
}

/** Drawn at its first city; in pixels. */
type Group = WorldPoint & { readonly cities: readonly PlacedCity[] }

function groupOf(cities: readonly PlacedCity[], scale: number, most: number): Group | null {
  const [head] = cities
  if (head === undefined) return null
  const { people } = sumOf(cities)
  const own = cityRadius(people, most)
  const radius = cities.length === 1 ? own : Math.min(largestGroup, Math.max(smallestGroup, own))
  return { id: head.id, name: head.name, x: head.x * scale, y: head.y * scale, radius, cities }
}

/** A cluster is larger than its cities and may overlap its neighbours: merges them, until none overlaps another. */
function withoutOverlap(groups: readonly Group[], scale: number, most: number): readonly Group[] {
  const apart: Group[] = []
  let grew = false
  for (const group of groups) {
    const under = apart.findIndex(
      (other) => Math.hypot(other.x - group.x, other.y - group.y) < other.radius + group.radius + 1,
    )
    const other = apart[under]
    const joined = other && groupOf([...other.cities, ...group.cities], scale, most)
    if (joined == null) apart.push(group)
    else {
      apart[under] = joined
      grew = true
    }
  }
  return grew ? withoutOverlap(apart, scale, most) : apart
}

/**
 * `scale`: screen pixels per map unit. `apart`: no clustering, for the highest zoom, where only meetings in one town still touch.
 * `first` (the reader's own city, the city on stage) name their clusters and are labelled before all others.
 */
export function placeMarkers(
  cities: readonly PlacedCity[],
  {
    scale,
    width,
    apart,
    first,
  }: {
    readonly scale: number
    readonly width: number
    readonly apart: boolean
    readonly first: ReadonlySet<string>
  },
): readonly Marker[] {
  const most = Math.max(1, ...cities.map((city) => city.people ?? 0))
  const ordered = [...cities].sort(
    (a, b) =>
      Number(first.has(b.id)) - Number(first.has(a.id)) ||
      (b.people ?? 0) - (a.people ?? 0) ||
      (a.id < b.id ? -1 : 1),
  )
  const shown = ordered.map((city) => ({ city, x: city.x * scale, y: city.y * scale }))
  const near = clusterPoints(shown, apart ? 0 : fingertip)
    .map((cluster) =>
      groupOf(
        cluster.map(({ city }) => city),
        scale,
        most,
      ),
    )
    .filter((group) => group !== null)
  const groups = apart ? near : withoutOverlap(near, scale, most)
  const citiesOf = new Map(groups.map(({ id, cities: together }) => [id, together]))
  return placePoints(groups, width, first, { crowded: apart }).map((point) => ({
    id: point.id,
    cities: citiesOf.get(point.id) ?? [],
    radius: point.radius,
    x: point.x / scale,
    y: point.y / scale,
    atX: point.atX / scale,
    atY: point.atY / scale,
    label: point.label,
  }))
}
