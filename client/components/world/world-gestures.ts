// Touch, mouse, wheel and keyboard on the map. None of them ever blocks scrolling the page.

import { type RefObject, useEffect, useRef } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import { placeInFrame, type WorldMover } from './world-moves.ts'
import { type FramePlace, farthestZoom, nearestZoom } from './world-view.ts'

/** A press may move this far, because fingers tremble. */
const tremblePx = 5
const keyStep = 1.6

const middleOf = (places: readonly FramePlace[]): FramePlace => ({
  x: places.reduce((sum, { x }) => sum + x, 0) / places.length,
  y: places.reduce((sum, { y }) => sum + y, 0) / places.length,
})
const apart = ([a, b]: readonly FramePlace[]) =>
  a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y)

/**
 * The plain wheel scrolls the page, unless the map was clicked or focused, and then it zooms only as far as the map allows. A pinch on a
 * touchpad arrives as a wheel event with ctrl.
 */
function useWheel(box: RefObject<HTMLElement | null>, mover: WorldMover, chosen: RefObject<boolean>): void {
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      const isMeant = event.ctrlKey || event.metaKey
      if (!isMeant && !chosen.current && !element.matches(':focus-visible')) return
      const zoom = mover.view()?.zoom ?? farthestZoom
      const isAtEnd = event.deltaY > 0 ? zoom <= farthestZoom : zoom >= nearestZoom
      if (isAtEnd && !isMeant) return
      event.preventDefault()
      mover.move({ factor: Math.exp(-event.deltaY / 240), from: placeInFrame(element, event) })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [box, mover, chosen])
}

export function useWorldGestures(
  box: RefObject<HTMLDivElement | null>,
  mover: WorldMover,
  nearer: (factor: number) => void,
) {
  const fingers = useRef(new Map<number, FramePlace>())
  const dragged = useRef(false)
  const touched = useRef(false)
  const chosen = useRef(false)
  useWheel(box, mover, chosen)

  const onPointerDown = (event: React.PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    touched.current = event.pointerType === 'touch'
    if (fingers.current.size === 0) dragged.current = false
    fingers.current.set(event.pointerId, placeInFrame(event.currentTarget, event))
  }
  const onPointerMove = (event: React.PointerEvent<HTMLDivElement>) => {
    const known = fingers.current.get(event.pointerId)
    if (known === undefined) return
    const now = placeInFrame(event.currentTarget, event)
    if (!dragged.current) {
      if (apart([known, now]) < tremblePx && fingers.current.size === 1) return
      dragged.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    const before = [...fingers.current.values()]
    fingers.current.set(event.pointerId, now)
    const after = [...fingers.current.values()]
    const factor = apart(before) > 0 ? apart(after) / apart(before) : 1
    mover.move({ factor, from: middleOf(before), to: middleOf(after) })
  }
  const onPointerEnd = (event: React.PointerEvent) => fingers.current.delete(event.pointerId)

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const frame = mover.frame()
    const act = frame === null ? undefined : ownValue(keys(frame.width / 5), event.key)
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  const keys = (step: number): Readonly<Record<string, () => void>> => ({
    '+': () => nearer(keyStep),
    '=': () => nearer(keyStep),
    '-': () => nearer(1 / keyStep),
    _: () => nearer(1 / keyStep),
    Home: mover.reset,
    ArrowLeft: () => mover.move({ to: { x: step, y: 0 } }),
    ArrowRight: () => mover.move({ to: { x: -step, y: 0 } }),
    ArrowUp: () => mover.move({ to: { x: 0, y: step } }),
    ArrowDown: () => mover.move({ to: { x: 0, y: -step } }),
    Escape: () => {
      chosen.current = false
      box.current?.blur()
    },
  })

  return {
    /** Whether the last press was by touch, which cannot hover first. */
    isTouched: () => touched.current,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onKeyDown,
      /** The click that ends a drag must not open a city. */
      onClickCapture: (event: React.MouseEvent) => {
        if (!dragged.current) {
          chosen.current = true
          return
        }
        dragged.current = false
        event.preventDefault()
        event.stopPropagation()
      },
      onPointerLeave: () => {
        chosen.current = false
      },
      onDragStart: (event: React.DragEvent) => event.preventDefault(),
    },
  }
}
