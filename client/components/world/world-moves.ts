// Moves the map by touch, wheel and keyboard without rendering its cities again: only two layers are translated and scaled. Cities are laid
// out and clustered for the new zoom when the movement ends.
import { type RefObject, startTransition, useEffect, useMemo, useState } from 'react'
import {
  type FramePlace,
  farthestZoom,
  heldView,
  movedView,
  viewBetween,
  type WorldFrame,
  type WorldView,
  zoomLevel,
} from './world-view.ts'

export type WorldLayers = {
  readonly box: RefObject<HTMLDivElement | null>
  /** Scaled as an image. */
  readonly ground: RefObject<HTMLDivElement | null>
  /** Widened instead of scaled, so that marks keep their size; during a pinch it is scaled together with the ground. */
  readonly cities: RefObject<HTMLOListElement | null>
}

export type WorldMover = {
  readonly frame: () => WorldFrame | null
  readonly view: () => WorldView | null
  readonly move: (change: Parameters<typeof movedView>[2]) => void
  readonly glide: (to: WorldView) => void
  /** Returns to the style sheet's initial view. */
  readonly reset: () => void
}

const glideMs = 240
const settledMs = 180
/** How far marks and labels may be scaled during a gesture before a new layout, which costs a frame on a cheap phone. */
const mostStretched = 1.5

/** `rested` receives where the reader left the map and the zoom before the first move; null when the map is back in the initial view. */
type Rested = (at: { readonly zoom: number; readonly firstZoom: number } | null) => void

function createMover(layers: WorldLayers, ratio: number, rested: Rested) {
  let latest: WorldView | null = null
  let firstZoom = farthestZoom
  /** The zoom for which cities are laid out; 0 when the style sheet does it. */
  let laidOut = 0
  let frameAsked = 0
  let settling = 0

  const frame = (): WorldFrame | null => {
    const box = layers.box.current
    return box === null || box.clientWidth === 0
      ? null
      : { width: box.clientWidth, height: box.clientHeight, ratio }
  }
  /** Until the reader moves the map, the style sheet sets the view (different on phones and wide screens), so read it from the page. */
  const view = (): WorldView | null => {
    if (latest !== null) return latest
    const box = layers.box.current?.getBoundingClientRect()
    const cities = layers.cities.current?.getBoundingClientRect()
    if (box === undefined || cities === undefined || cities.width === 0) return null
    return {
      zoom: cities.width / box.width,
      x: (box.left + box.width / 2 - cities.left) / cities.width,
      y: (box.top + box.height / 2 - cities.top) / cities.height,
    }
  }
  const paint = (isMoving: boolean) => {
    const [{ current: box }, { current: ground }, { current: cities }] = [
      layers.box,
      layers.ground,
      layers.cities,
    ]
    // Read before writing anything, otherwise the browser would have to lay out the page in between.
    const size = frame()
    if (box === null || ground === null || cities === null) return
    box.toggleAttribute('data-moving', isMoving)
    if (latest === null || size === null) {
      laidOut = 0
      ground.removeAttribute('style')
      cities.removeAttribute('style')
      return
    }
    const { zoom, x, y } = latest
    const wide = size.width * zoom
    const place = `translate(${size.width / 2 - x * wide}px, ${size.height / 2 - y * wide * ratio}px)`
    const stretched = laidOut === 0 ? Number.POSITIVE_INFINITY : Math.max(zoom / laidOut, laidOut / zoom)
    if (stretched > (isMoving ? mostStretched : 1)) {
      laidOut = zoom
      Object.assign(ground.style, { left: '0', top: '0' })
      Object.assign(cities.style, { left: '0', top: '0', inlineSize: `${zoom * 100}%` })
    }
    ground.style.transform = `${place} scale(${zoom})`
    cities.style.transform = laidOut === zoom ? place : `${place} scale(${zoom / laidOut})`
  }
  const settle = () => {
    clearTimeout(settling)
    paint(false)
    rested(latest === null ? null : { zoom: latest.zoom, firstZoom })
  }
  const put = (next: WorldView) => {
    latest = next
    clearTimeout(settling)
    settling = window.setTimeout(settle, settledMs)
    paint(true)
  }
  /** The view and frame at the start of a movement. */
  const start = (): readonly [WorldView | null, WorldFrame | null] => {
    const from = view()
    if (latest === null && from !== null) firstZoom = from.zoom
    return [from, frame()]
  }
  const stop = () => cancelAnimationFrame(frameAsked)

  const mover: WorldMover = {
    frame,
    view,
    move: (change) => {
      const [from, size] = start()
      if (from === null || size === null) return
      stop()
      const next = movedView(from, size, change)
      latest = next
      // Touch and fast mice send more events than there are frames.
      frameAsked = requestAnimationFrame(() => put(next))
    },
    glide: (wanted) => {
      const [from, size] = start()
      if (from === null || size === null) return
      stop()
      const to = heldView(wanted, size)
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
        latest = to
        return settle()
      }
      const startedAt = performance.now()
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, (now - startedAt) / glideMs))
        put(share === 1 ? to : viewBetween(from, to, 1 - (1 - share) ** 3))
        if (share < 1) frameAsked = requestAnimationFrame(step)
      }
      frameAsked = requestAnimationFrame(step)
    },
    reset: () => {
      stop()
      latest = null
      settle()
    },
  }
  const end = () => {
    stop()
    clearTimeout(settling)
  }
  return { mover, repaint: () => paint(false), end }
}

/** How far the zoom may be from the initial zoom, in levels, before cities are clustered again. */
const sameLevel = 0.75

/**
 * `level` is null for the style sheet's own zoom. It changes in steps and only when the map rests, so that cities are clustered again only
 * then. `isMoved`: the reader has moved the map at all.
 */
export function useWorldView(
  layers: WorldLayers,
  ratio: number,
): { readonly mover: WorldMover; readonly level: number | null; readonly isMoved: boolean } {
  const [level, setLevel] = useState<number | null>(null)
  const [isMoved, setIsMoved] = useState(false)
  const made = useMemo(
    () =>
      createMover(layers, ratio, (at) => {
        startTransition(() => {
          setIsMoved(at !== null)
          setLevel((known) => {
            if (at === null) return null
            const isFirst = Math.abs(2 * Math.log2(at.zoom / at.firstZoom)) < sameLevel
            return known === null && isFirst ? null : zoomLevel(at.zoom)
          })
        })
      }),
    [layers, ratio],
  )
  useEffect(() => {
    const element = layers.box.current
    if (element === null) return made.end
    const watch = new ResizeObserver(made.repaint)
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.end()
    }
  }, [layers, made])
  return { mover: made.mover, level, isMoved }
}

/** The position of a pointer in the frame. */
export function placeInFrame(
  box: HTMLElement,
  at: { readonly clientX: number; readonly clientY: number },
): FramePlace {
  const rect = box.getBoundingClientRect()
  return { x: at.clientX - rect.left - rect.width / 2, y: at.clientY - rect.top - rect.height / 2 }
}
