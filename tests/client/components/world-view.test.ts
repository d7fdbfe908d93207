import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  farthestZoom,
  heldView,
  movedView,
  nearestLevel,
  nearestZoom,
  viewAround,
  viewBetween,
  zoomLevel,
  zoomOfLevel,
} from '#client/components/world/world-view.ts'

const ratio = 0.426
const frames = fc.constantFrom({ width: 360, height: 360, ratio }, { width: 1280, height: 545, ratio })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const views = fc.record({
  zoom: fc.double({ min: farthestZoom, max: nearestZoom, noNaN: true }),
  x: share,
  y: share,
})

describe('the view of the world', () => {
  test('never shows what is beside the world, whatever it is asked for', () => {
    fc.assert(
      fc.property(
        frames,
        fc.record({ zoom: fc.double({ min: 0.01, max: 900, noNaN: true }), x: share, y: share }),
        (frame, asked) => {
          const view = heldView(asked, frame)
          expect(view.zoom).toBeGreaterThanOrEqual(farthestZoom)
          expect(view.zoom).toBeLessThanOrEqual(nearestZoom)
          const wide = 0.5 / view.zoom
          expect(view.x - wide).toBeGreaterThanOrEqual(-1e-9)
          expect(view.x + wide).toBeLessThanOrEqual(1 + 1e-9)
          const high = frame.height / (frame.width * ratio * view.zoom)
          if (high >= 1) expect(view.y).toBeCloseTo(0.5)
          else expect(view.y).toBeGreaterThanOrEqual(high / 2 - 1e-9)
        },
      ),
    )
  })
  test('what lies under the fingers goes with them', () => {
    const frame = { width: 1280, height: 545, ratio }
    const view = { zoom: 8, x: 0.5, y: 0.5 }
    const [from, to] = [
      { x: 100, y: -40 },
      { x: 60, y: 20 },
    ]
    const moved = movedView(view, frame, { factor: 1.5, from, to })
    const under = (of: typeof view, place: typeof from) => ({
      x: of.x + place.x / (frame.width * of.zoom),
      y: of.y + place.y / (frame.width * of.zoom * ratio),
    })
    expect(moved.zoom).toBe(12)
    expect(under(moved, to).x).toBeCloseTo(under(view, from).x)
    expect(under(moved, to).y).toBeCloseTo(under(view, from).y)
  })
  test('a glide begins where it is and ends where it goes', () => {
    fc.assert(
      fc.property(views, views, (from, to) => {
        for (const [at, view] of [
          [0, from],
          [1, to],
        ] as const) {
          const there = viewBetween(from, to, at)
          expect(there.zoom).toBeCloseTo(view.zoom, 6)
          expect(there.x).toBeCloseTo(view.x, 4)
          expect(there.y).toBeCloseTo(view.y, 4)
        }
      }),
    )
  })
  test('around some places all of them are in sight', () => {
    const frame = { width: 360, height: 360, ratio }
    const places = [
      { x: 0.55, y: 0.3 },
      { x: 0.6, y: 0.35 },
    ]
    const view = viewAround(places, frame)
    for (const { x, y } of places) {
      expect(Math.abs(x - view.x) * frame.width * view.zoom).toBeLessThan(frame.width / 2)
      expect(Math.abs(y - view.y) * frame.width * ratio * view.zoom).toBeLessThan(frame.height / 2)
    }
    expect(viewAround([{ x: 0.5, y: 0.5 }], frame).zoom).toBe(nearestZoom)
  })
  test('the nearest zoom is on the nearest level', () => {
    expect(zoomLevel(nearestZoom)).toBe(nearestLevel)
    expect(zoomLevel(zoomOfLevel(3))).toBe(3)
  })
})
