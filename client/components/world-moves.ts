// Moves the map under the reader's fingers, wheel and keys without drawing its cities anew: two layers are shifted, nothing else.
import { type RefObject, startTransition, useEffect, useMemo, useRef, useState } from 'react'
import {
  type FramePlace,
  heldView,
  movedView,
  viewBetween,
  type WorldFrame,
  type WorldView,
  zoomLevel,
} from './world-view.ts'

export type WorldLayers = {
  readonly box: RefObject<HTMLDivElement | null>
  /** Scaled as a picture. */
  readonly ground: RefObject<HTMLDivElement | null>
  /** Made wider, so that what stands on it keeps its size. */
  readonly cities: RefObject<HTMLOListElement | null>
}

export type WorldMover = {
  readonly frame: () => WorldFrame | null
  readonly view: () => WorldView | null
  readonly move: (change: Parameters<typeof movedView>[2]) => void
  readonly glide: (to: WorldView) => void
  /** Back to the style sheet's own view. */
  readonly reset: () => void
}

const glideMs = 240
const settledMs = 180

function createMover(layers: WorldLayers, ratio: number, told: (view: WorldView | null) => void) {
  let latest: WorldView | null = null
  let frameAsked = 0
  let settling = 0

  const frame = (): WorldFrame | null => {
    const box = layers.box.current
    return box === null || box.clientWidth === 0
      ? null
      : { width: box.clientWidth, height: box.clientHeight, ratio }
  }
  /** Until the reader moves the style sheet holds the view (another on phones than on wide screens): so it is read from the page. */
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
  const paint = () => {
    const [{ current: box }, { current: ground }, { current: cities }] = [
      layers.box,
      layers.ground,
      layers.cities,
    ]
    const size = frame()
    if (box === null || ground === null || cities === null) return
    if (latest === null || size === null) {
      ground.removeAttribute('style')
      cities.removeAttribute('style')
      return
    }
    const wide = size.width * latest.zoom
    const [left, top] = [size.width / 2 - latest.x * wide, size.height / 2 - latest.y * wide * ratio]
    Object.assign(ground.style, {
      left: '0',
      top: '0',
      transform: `translate(${left}px, ${top}px) scale(${latest.zoom})`,
    })
    Object.assign(cities.style, {
      left: '0',
      top: '0',
      inlineSize: `${latest.zoom * 100}%`,
      transform: `translate(${left}px, ${top}px)`,
    })
    told(latest)
  }
  const settle = () => layers.box.current?.removeAttribute('data-moving')
  const put = (next: WorldView) => {
    latest = next
    layers.box.current?.setAttribute('data-moving', '')
    clearTimeout(settling)
    settling = window.setTimeout(settle, settledMs)
    paint()
  }
  const stop = () => cancelAnimationFrame(frameAsked)

  const mover: WorldMover = {
    frame,
    view,
    move: (change) => {
      const [from, size] = [view(), frame()]
      if (from === null || size === null) return
      stop()
      const next = movedView(from, size, change)
      latest = next
      // Several fingers and a fast mouse speak more often than the screen draws.
      frameAsked = requestAnimationFrame(() => put(next))
    },
    glide: (wanted) => {
      const [from, size] = [view(), frame()]
      if (from === null || size === null) return
      stop()
      const to = heldView(wanted, size)
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return put(to)
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
      paint()
      told(null)
    },
  }
  const end = () => {
    stop()
    clearTimeout(settling)
  }
  return { mover, paint, end }
}

/** `level` is null until the reader moves; it turns over by steps, so that the cities are gathered anew only then. */
export function useWorldView(
  layers: WorldLayers,
  ratio: number,
): { readonly mover: WorldMover; readonly level: number | null } {
  const [level, setLevel] = useState<number | null>(null)
  const known = useRef<number | null>(null)
  const made = useMemo(
    () =>
      createMover(layers, ratio, (view) => {
        const next = view === null ? null : zoomLevel(view.zoom)
        if (known.current === next) return
        known.current = next
        startTransition(() => setLevel(next))
      }),
    [layers, ratio],
  )
  useEffect(() => {
    const element = layers.box.current
    if (element === null) return made.end
    const watch = new ResizeObserver(made.paint)
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.end()
    }
  }, [layers, made])
  return { mover: made.mover, level }
}

/** Where in the frame a pointer is. */
export function placeInFrame(
  box: HTMLElement,
  at: { readonly clientX: number; readonly clientY: number },
): FramePlace {
  const rect = box.getBoundingClientRect()
  return { x: at.clientX - rect.left - rect.width / 2, y: at.clientY - rect.top - rect.height / 2 }
}
