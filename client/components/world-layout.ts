// Places dots and names on the map so that crowded cities can be told apart and no name covers another.

export type WorldPoint = {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly name: string
}

export type PlacedPoint = WorldPoint & {
  /** Where the dot is drawn, pushed aside by its neighbours. */
  readonly atX: number
  readonly atY: number
  readonly label: 'left' | 'right' | 'above' | 'below' | null
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const gap = 1.5
const rounds = 90

/** Dots push each other apart and a spring holds each to its city; the same input always gives the same picture. */
function spread(points: readonly WorldPoint[]): { x: number; y: number }[] {
  const at = points.map(({ x, y }) => ({ x, y }))
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < at.length; i += 1) {
      const a = at[i]!
      const home = points[i]!
      a.x += (home.x - a.x) * 0.06
      a.y += (home.y - a.y) * 0.06
      for (let j = i + 1; j < at.length; j += 1) {
        const b = at[j]!
        const room = home.radius + points[j]!.radius + gap
        let dx = b.x - a.x
        let dy = b.y - a.y
        if (Math.abs(dx) >= room || Math.abs(dy) >= room) continue
        let distance = Math.hypot(dx, dy)
        if (distance >= room) continue
        if (distance < 0.01) {
          // Two meetings in one city: part them along a fixed direction of their own.
          dx = Math.cos(i * 2.4 + j)
          dy = Math.sin(i * 2.4 + j)
          distance = 1
        }
        const push = (room - distance) / distance / 2
        // The heavier dot gives way less.
        const share = points[j]!.radius / (home.radius + points[j]!.radius)
        a.x -= dx * push * 2 * share
        a.y -= dy * push * 2 * share
        b.x += dx * push * 2 * (1 - share)
        b.y += dy * push * 2 * (1 - share)
      }
    }
  }
  return at
}

const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/**
 * All in pixels of the map as it is shown. Names go to the largest first, on the first side where they touch no dot and
 * no other name; whoever finds no room stays without one until the reader comes nearer. `first` are named before all.
 */
export function placePoints(
  points: readonly WorldPoint[],
  width: number,
  first: ReadonlySet<string>,
): PlacedPoint[] {
  const at = spread(points)
  const dots: Box[] = points.map(({ radius }, index) => ({
    left: at[index]!.x - radius,
    right: at[index]!.x + radius,
    top: at[index]!.y - radius,
    bottom: at[index]!.y + radius,
  }))
  const named: Box[] = []
  const labels = new Map<string, PlacedPoint['label']>()
  const order = points
    .map((point, index) => ({ point, index }))
    .sort(
      (a, b) =>
        Number(first.has(b.point.id)) - Number(first.has(a.point.id)) || b.point.radius - a.point.radius,
    )
  for (const { point, index } of order) {
    const { x, y } = at[index]!
    const wide = point.name.length * 6.6 + 4
    const tall = 16
    const reach = point.radius + 3
    const sides: Readonly<Record<NonNullable<PlacedPoint['label']>, Box>> = {
      right: { left: x + reach, right: x + reach + wide, top: y - tall / 2, bottom: y + tall / 2 },
      left: { left: x - reach - wide, right: x - reach, top: y - tall / 2, bottom: y + tall / 2 },
      below: { left: x - wide / 2, right: x + wide / 2, top: y + reach - 2, bottom: y + reach + tall - 2 },
      above: { left: x - wide / 2, right: x + wide / 2, top: y - reach - tall + 2, bottom: y - reach + 2 },
    }
    for (const side of ['right', 'left', 'below', 'above'] as const) {
      const box = sides[side]
      if (box.left < 2 || box.right > width - 2) continue
      if (named.some((other) => overlaps(box, other))) continue
      if (dots.some((dot, other) => other !== index && overlaps(box, dot))) continue
      named.push(box)
      labels.set(point.id, side)
      break
    }
  }
  return points.map((point, index) => ({
    ...point,
    atX: at[index]!.x,
    atY: at[index]!.y,
    label: labels.get(point.id) ?? null,
  }))
}
