// Clusters cities that would overlap at the current zoom into one mark; none is left out, and none counts twice.

type Spot = { readonly x: number; readonly y: number }

/**
 * Groups the points; the first point of each group names it. In the order of `points`, each free point takes all free points closer than
 * `near` (in the points' own unit). So the first points of any two groups are at least `near` apart, and a finger can tell them apart.
 * With `near` 0 every point is a group of its own.
 */
export function clusterPoints<Point extends Spot>(
  points: readonly Point[],
  near: number,
): readonly (readonly Point[])[] {
  if (near <= 0) return points.map((point) => [point])
  // Hash into squares as wide as `near`: near points are in the same or a neighbouring square.
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

/** Null if the number is hidden; `rounded` if it is the lower bound of a band. */
export type Told = { readonly people: number | null; readonly rounded: boolean }

export type ToldTogether = { readonly people: number | null; readonly atLeast: boolean }

/** The sum of all disclosed numbers; a lower bound if any city hides or rounds its number. Null if all are hidden. */
export function sumOf(cities: readonly Told[]): ToldTogether {
  const told = cities.filter((city) => city.people !== null)
  return {
    people: told.length === 0 ? null : told.reduce((sum, city) => sum + (city.people ?? 0), 0),
    atLeast: cities.some((city) => city.people === null || city.rounded),
  }
}
