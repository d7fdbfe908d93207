// Reorders the rows of a list: dragged with a pointer, or lifted and moved with the keyboard; rows show where they would go.
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'

type Lift = {
  readonly id: string
  readonly from: number
  readonly to: number
  /** The row's offset from its position, px. */
  readonly shift: number
  readonly by: 'pointer' | 'keys'
  /** Tops and heights of all rows when the row was lifted, px from the list's top. */
  readonly boxes: readonly { readonly top: number; readonly height: number }[]
  readonly startY: number
}

export type DragOrder = {
  readonly lifted: { readonly id: string; readonly to: number; readonly by: 'pointer' | 'keys' } | null
  readonly rowStyle: (index: number) => CSSProperties | undefined
  readonly handle: (
    id: string,
    index: number,
  ) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerCancel: () => void
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onBlur: () => void
  }
}

/** The page scrolls when a row is dragged this close to the edge of the screen, px. */
const edge = 72
const pxPerFrame = 10

/**
 * `list` must have one child per row, in the order of `ids`. `say` receives a text for each keyboard step. The caller keeps the order and
 * changes it on `onMove`. If rows are added or removed meanwhile, the lifted row is dropped.
 */
export function useDragOrder(parts: {
  readonly list: RefObject<HTMLElement | null>
  readonly ids: readonly string[]
  readonly onMove: (id: string, to: number) => void
  readonly say: (step: 'lifted' | 'over' | 'dropped' | 'cancelled', id: string, index: number) => void
}): DragOrder {
  const { list, ids, onMove, say } = parts
  const [lift, setLift] = useState<Lift | null>(null)
  const pointerY = useRef(0)
  const order = ids.join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: any other order puts it down
  useEffect(() => setLift(null), [order])

  const isCarried = lift?.by === 'pointer'
  useEffect(() => {
    if (!isCarried) return
    let frame = requestAnimationFrame(function step() {
      const y = pointerY.current
      const pull = y < edge ? -pxPerFrame : y > innerHeight - edge ? pxPerFrame : 0
      if (pull !== 0) {
        scrollBy(0, pull)
        setLift((current) => current && carried(current, inList(list.current, y)))
      }
      frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [isCarried, list])

  useEffect(() => {
    if (!isCarried) return
    const onKey = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && setLift(null)
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isCarried])

  function begin(id: string, index: number, by: Lift['by'], startY: number): void {
    const boxes = [...(list.current?.children ?? [])].map((row) => {
      const { top, height } = row.getBoundingClientRect()
      return { top: inList(list.current, top), height }
    })
    setLift({ id, from: index, to: index, shift: 0, by, boxes, startY })
  }

  function drop({ id, from, to }: Lift): void {
    setLift(null)
    say('dropped', id, to)
    if (to !== from) onMove(id, to)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, id: string, index: number): void {
    const { key } = event
    const isPress = key === ' ' || key === 'Enter'
    if (lift === null) {
      if (!isPress) return
      begin(id, index, 'keys', 0)
      say('lifted', id, index)
    } else if (isPress) drop(lift)
    else if (key === 'Escape') {
      setLift(null)
      say('cancelled', id, lift.from)
    } else if (key === 'ArrowUp' || key === 'ArrowDown') {
      const to = Math.min(ids.length - 1, Math.max(0, lift.to + (key === 'ArrowUp' ? -1 : 1)))
      setLift({ ...lift, to, shift: distance(lift, to) })
      say('over', id, to)
    } else return
    event.preventDefault()
  }

  return {
    lifted: lift,
    rowStyle: (index) => {
      if (lift === null) return undefined
      const { from, to } = lift
      if (index === from) return { transform: `translateY(${lift.shift}px)`, zIndex: 2 }
      const height = lift.boxes[from]?.height ?? 0
      if (index > from && index <= to) return { transform: `translateY(${-height}px)` }
      return index < from && index >= to ? { transform: `translateY(${height}px)` } : undefined
    },
    handle: (id, index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pointerY.current = event.clientY
        begin(id, index, 'pointer', inList(list.current, event.clientY))
      },
      onPointerMove: ({ clientY }) => {
        pointerY.current = clientY
        if (isCarried) setLift(carried(lift, inList(list.current, clientY)))
      },
      // Use the position of the release: the last moves of a fast hand may not have been rendered.
      onPointerUp: ({ clientY }) => {
        if (lift !== null) drop(isCarried ? carried(lift, inList(list.current, clientY)) : lift)
      },
      onPointerCancel: () => setLift(null),
      onKeyDown: (event) => onKeyDown(event, id, index),
      onBlur: () => {
        if (lift?.by === 'keys') setLift(null)
      },
    }),
  }
}

/** Relative to the list's top, px, so that scrolling or content that changes above the list does not matter. */
function inList(list: HTMLElement | null, y: number): number {
  return y - (list?.getBoundingClientRect().top ?? 0)
}

/** The target position when the pointer is at `y`: after all rows whose middle the row's middle has passed. */
function carried(lift: Lift, y: number): Lift {
  const own = lift.boxes[lift.from]
  if (own === undefined) return lift
  const shift = y - lift.startY
  const middle = own.top + shift + own.height / 2
  const to = lift.boxes.filter(
    ({ top, height }, index) => index !== lift.from && top + height / 2 < middle,
  ).length
  return { ...lift, shift, to }
}

/** The distance from a row's position to another one's, px. */
function distance({ boxes, from }: Lift, to: number): number {
  const between = to > from ? boxes.slice(from + 1, to + 1) : boxes.slice(to, from)
  const sum = between.reduce((total, { height }) => total + height, 0)
  return to > from ? sum : -sum
}
