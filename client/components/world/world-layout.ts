// Places dots and labels on the map so that dense cities can be told apart and no label covers another.

export type WorldPoint = {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly name: string
}

export type PlacedPoint = WorldPoint & {
  /** Where the dot is drawn after its neighbours pushed it aside. */
  readonly atX: number
  readonly atY: number
  readonly label: 'left' | 'right' | 'above' | 'below' | null
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const gap = 1.5

type Dot = WorldPoint & { atX: number; atY: number }

/** Moves two touching dots apart; the heavier one moves less. */
function part(a: Dot, b: Dot, turn: number): void {
  const room = a.radius + b.radius + gap
  let dx = b.atX - a.atX
  let dy = b.atY - a.atY
  if (Math.abs(dx) >= room || Math.abs(dy) >= room) return
  let distance = Math.hypot(dx, dy)
  if (distance >= room) return
  if (distance < 0.01) {
    // Two meetings in one city: separate them along a fixed direction.
    dx = Math.cos(turn)
    dy = Math.sin(turn)
    distance = 1
  }
  const push = (room - distance) / distance
  const share = b.radius / (a.radius + b.radius)
  a.atX -= dx * push * share
  a.atY -= dy * push * share
  b.atX += dx * push * (1 - share)
  b.atY += dy * push * (1 - share)
}

/** Dots repel each other, and a spring holds each to its city; deterministic. */
function spread(points: readonly WorldPoint[]): readonly Dot[] {
  const rounds = points.length > 100 ? 24 : 90
  const dots: Dot[] = points.map((point) => ({ ...point, atX: point.x, atY: point.y }))
  for (let round = 0; round < rounds; round += 1) {
    // The spring weakens, so that in the end separation counts more than closeness.
    const spring = 0.06 * (1 - round / rounds) ** 2
    for (const [index, dot] of dots.entries()) {
      dot.atX += (dot.x - dot.atX) * spring
      dot.atY += (dot.y - dot.atY) * spring
      // By index and without a copy: three hundred cities make four million pairs.
      for (let next = index + 1; next < dots.length; next += 1) {
        const other = dots[next]
        if (other !== undefined) part(dot, other, index * 2.4 + next)
      }
    }
  }
  return dots
}

const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/**
 * All in pixels of the map as shown. Labels are placed largest city first, on the first side where they touch no dot and no other label;
 * a city without room gets no label until the reader zooms in. `first` are labelled before all others. `crowded`: dots may overlap, so
 * they are pushed apart.
 */
export function placePoints(
  points: readonly WorldPoint[],
  width: number,
  first: ReadonlySet<string>,
  { crowded = true }: { readonly crowded?: boolean } = {},
): PlacedPoint[] {
  const dots: readonly Dot[] = crowded
    ? spread(points)
    : points.map((point) => ({ ...point, atX: point.x, atY: point.y }))
  const around = (dot: Dot): Box => ({
    left: dot.atX - dot.radius,
    right: dot.atX + dot.radius,
    top: dot.atY - dot.radius,
    bottom: dot.atY + dot.radius,
  })
  const named: Box[] = []
  const labels = new Map<string, PlacedPoint['label']>()
  const order = [...dots].sort(
    (a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || b.radius - a.radius,
  )
  for (const dot of order) {
    const found = sidesOf(dot).find(
      ([, box]) =>
        box.left >= 2 &&
        box.right <= width - 2 &&
        !named.some((other) => overlaps(box, other)) &&
        !dots.some((other) => other !== dot && overlaps(box, around(other))),
    )
    if (found === undefined) continue
    labels.set(dot.id, found[0])
    named.push(found[1])
  }
  return dots.map((dot) => ({ ...dot, label: labels.get(dot.id) ?? null }))
}

/** Where a label could go beside its dot, in the order in which they are tried; its width is estimated, not measured. */
function sidesOf({
  atX: x,
  atY: y,
  radius,
  name,
}: Dot): readonly (readonly [NonNullable<PlacedPoint['label']>, Box])[] {
  const wide = name.length * 6.6 + 8
  const tall = 16
  const reach = radius + 3
  return [
    ['right', { left: x + reach, right: x + reach + wide, top: y - tall / 2, bottom: y + tall / 2 }],
    ['left', { left: x - reach - wide, right: x - reach, top: y - tall / 2, bottom: y + tall / 2 }],
    ['below', { left: x - wide / 2, right: x + wide / 2, top: y + reach - 2, bottom: y + reach + tall - 2 }],
    ['above', { left: x - wide / 2, right: x + wide / 2, top: y - reach - tall + 2, bottom: y - reach + 2 }],
  ]
}
