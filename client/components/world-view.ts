// Where the reader looks on the map: zoom and centre, moved by buttons, wheel, fingers and focus.
import { type RefObject, useEffect, useRef, useState } from 'react'

/** `zoom` 1 shows the whole world; the centre is in shares (0 … 1) of the map's width and height. */
export type WorldView = { readonly zoom: number; readonly x: number; readonly y: number }

const most = 24

/** Never beside the world: at zoom 2 the centre stays in the middle half. */
function held(view: WorldView): WorldView {
  const zoom = Math.min(most, Math.max(1, view.zoom))
  const margin = 0.5 / zoom
  return {
    zoom,
    x: Math.min(1 - margin, Math.max(margin, view.x)),
    y: Math.min(1, Math.max(0, view.y)),
  }
}

type Pointer = { x: number; y: number }

/**
 * Null until the reader moves: then the style sheet's own view holds (another one on phones than on wide screens).
 * `current` reads that view from the page when the first movement starts.
 */
export function useWorldView(box: RefObject<HTMLElement | null>, current: () => WorldView, ratio: number) {
  const [view, setView] = useState<WorldView | null>(null)
  const latest = useRef<WorldView | null>(null)
  const pointers = useRef(new Map<number, Pointer>())
  const dragged = useRef(false)

  const move = (change: (view: WorldView) => WorldView) => {
    const next = held(change(latest.current ?? current()))
    latest.current = next
    setView(next)
  }
  const reset = () => {
    latest.current = null
    setView(null)
  }
  /** Keeps what lies under the pointer where it is. */
  const zoomBy = (factor: number, at?: Pointer) =>
    move((view) => {
      const zoom = Math.min(most, Math.max(1, view.zoom * factor))
      const rect = box.current?.getBoundingClientRect()
      if (at === undefined || rect === undefined) return { ...view, zoom }
      const fromCentre = { x: at.x - rect.left - rect.width / 2, y: at.y - rect.top - rect.height / 2 }
      const shift = 1 / (rect.width * view.zoom) - 1 / (rect.width * zoom)
      return { zoom, x: view.x + fromCentre.x * shift, y: view.y + (fromCentre.y * shift) / ratio }
    })

  const zoomRef = useRef(zoomBy)
  useEffect(() => {
    zoomRef.current = zoomBy
  })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    // The plain wheel scrolls the page; a pinch on a touch pad arrives as wheel with ctrl.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoomRef.current(Math.exp(-event.deltaY / 240), { x: event.clientX, y: event.clientY })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [box])

  const handlers = {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.button !== 0) return
      if (pointers.current.size === 0) dragged.current = false
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    },
    onPointerMove: (event: React.PointerEvent) => {
      const before = pointers.current.get(event.pointerId)
      const rect = box.current?.getBoundingClientRect()
      if (before === undefined || rect === undefined) return
      const now = { x: event.clientX, y: event.clientY }
      const [dx, dy] = [now.x - before.x, now.y - before.y]
      if (!dragged.current) {
        // A trembling finger is still a press.
        if (Math.hypot(dx, dy) < 5 && pointers.current.size === 1) return
        dragged.current = true
        box.current?.setPointerCapture(event.pointerId)
      }
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
      pointers.current.set(event.pointerId, now)
      if (other !== undefined) {
        const apart = (p: Pointer) => Math.hypot(p.x - other.x, p.y - other.y)
        const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
        if (apart(before) > 0) zoomBy(apart(now) / apart(before), middle)
        return
      }
      move((view) => {
        const wide = rect.width * view.zoom
        return { ...view, x: view.x - dx / wide, y: view.y - dy / (wide * ratio) }
      })
    },
    onPointerUp: (event: React.PointerEvent) => pointers.current.delete(event.pointerId),
    onPointerCancel: (event: React.PointerEvent) => pointers.current.delete(event.pointerId),
    /** The click that ends a drag opens no city. */
    onClickCapture: (event: React.MouseEvent) => {
      if (!dragged.current) return
      dragged.current = false
      event.preventDefault()
      event.stopPropagation()
    },
    onDragStart: (event: React.DragEvent) => event.preventDefault(),
  }
  return { view, zoomBy, reset, move, handlers }
}
