// The visible part of the map and its transitions: arithmetic only.

/** `zoom` 1 fits the whole world to the frame's width; the centre is in shares (0 … 1) of the map's width and height. */
export type WorldView = { readonly zoom: number; readonly x: number; readonly y: number }

/** The viewport of the map, in CSS pixels; `ratio` is the map's height divided by its width. */
export type WorldFrame = { readonly width: number; readonly height: number; readonly ratio: number }

export const farthestZoom = 1
/** About 3 km per pixel of a phone: two towns of one district are separate. */
export const nearestZoom = 40

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value))

/** Keeps the view inside the world; if the frame is taller than the map, the map is centred. */
export function heldView(view: WorldView, { width, height, ratio }: WorldFrame): WorldView {
  const zoom = between(farthestZoom, view.zoom, nearestZoom)
  const marginX = 0.5 / zoom
  const marginY = Math.min(0.5, (0.5 * height) / (width * ratio * zoom))
  return { zoom, x: between(marginX, view.x, 1 - marginX), y: between(marginY, view.y, 1 - marginY) }
}

/** A position in the frame, in pixels right of and below its centre. */
export type FramePlace = { readonly x: number; readonly y: number }

const middle: FramePlace = { x: 0, y: 0 }

/** Moves what was under `from` to `to`, scaled by `factor`: pinch and drag in one. */
export function movedView(
  view: WorldView,
  frame: WorldFrame,
  { factor = 1, from = middle, to = from }: { factor?: number; from?: FramePlace; to?: FramePlace },
): WorldView {
  const zoom = between(farthestZoom, view.zoom * factor, nearestZoom)
  const [before, after] = [frame.width * view.zoom, frame.width * zoom]
  return heldView(
    {
      zoom,
      x: view.x + from.x / before - to.x / after,
      y: view.y + (from.y / before - to.y / after) / frame.ratio,
    },
    frame,
  )
}

/** The closest view that shows all these places (in shares of the map) well inside the frame. */
export function viewAround(places: readonly FramePlace[], frame: WorldFrame): WorldView {
  const xs = places.map(({ x }) => x)
  const ys = places.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const room = 0.6
  const across = room / Math.max(1e-6, right - left)
  const down = (room * frame.height) / (frame.width * frame.ratio * Math.max(1e-6, bottom - top))
  return heldView({ zoom: Math.min(across, down), x: (left + right) / 2, y: (top + bottom) / 2 }, frame)
}

/** Interpolates between two views, `share` 0 … 1, at a visually even speed; points common to both views do not move. */
export function viewBetween(from: WorldView, to: WorldView, share: number): WorldView {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share
  const turned = 1 / to.zoom - 1 / from.zoom
  const moved = Math.abs(turned) < 1e-9 ? share : (1 / zoom - 1 / from.zoom) / turned
  return { zoom, x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved }
}

/** Cities are clustered and labelled again only when this level changes, not at each pixel of a pinch. */
export function zoomLevel(zoom: number): number {
  return Math.round(Math.log2(zoom) * 2)
}

export function zoomOfLevel(level: number): number {
  return 2 ** (level / 2)
}

/** At this level nothing is clustered. */
export const nearestLevel = zoomLevel(nearestZoom)
