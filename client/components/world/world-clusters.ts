// Cities that would lie on one another at this nearness are drawn as one; none is left out, and none counts twice.

type Spot = { readonly x: number; readonly y: number }

/**
 * The points in groups, each beginning with the one that it is named by: whoever comes first in `points` takes all that are still free
 * and nearer than `near` (in the points' own unit). So the first of any two groups are at least `near` apart, and a finger tells
 * them from each other. `near` 0 leaves everyone alone.
 */
export function clusterPoints<Point extends Spot>(
  points: readonly Point[],
  near: number,
): readonly (readonly Point[])[] {
  if (near <= 0) return points.map((point) => [point])
  // In squares as wide as `near`, whoever is near enough stands in the same or in one beside it.
  const squares = new Map<string, Point[]>()
  const squareOf = (value: number) => Math.floor(value / near)
  for (const point of points) {
    const key = `${squareOf(point.x)} ${squareOf(point.y)}`
    const there = squares.get(key)
    if (there === undefined) squares.set(key, [point])
    else there.push(point)
  }
  const taken = new Set<Point>()
  const clusters: Point[][] = []
  for (const first of points) {
    if (taken.has(first)) continue
    taken.add(first)
    const cluster = [first]
    for (const other of around(first)) {
      if (taken.has(other) || Math.hypot(other.x - first.x, other.y - first.y) >= near) continue
      taken.add(other)
      cluster.push(other)
    }
    clusters.push(cluster)
  }
  return clusters

  function around({ x, y }: Spot): Point[] {
    const found: Point[] = []
    for (const across of [-1, 0, 1]) {
      for (const down of [-1, 0, 1])
        found.push(...(squares.get(`${squareOf(x) + across} ${squareOf(y) + down}`) ?? []))
    }
    return found
  }
}

/** Null where the number is closed; `rounded` where it is only the floor of a band. */
export type Told = { readonly people: number | null; readonly rounded: boolean }

export type ToldTogether = { readonly people: number | null; readonly atLeast: boolean }

/** Only what is told is added up, and as soon as one tells less than its number, the sum is a floor. Null where nobody tells. */
export function sumOf(cities: readonly Told[]): ToldTogether {
  const told = cities.filter((city) => city.people !== null)
  return {
    people: told.length === 0 ? null : told.reduce((sum, city) => sum + (city.people ?? 0), 0),
    atLeast: cities.some((city) => city.people === null || city.rounded),
  }
}
