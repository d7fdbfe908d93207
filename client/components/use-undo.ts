// One step back at a time: what was just done, how to take it back, and what happens for good when the time is over.
import { useCallback, useEffect, useRef, useState } from 'react'

export type UndoOffer = {
  readonly message: string
  /** Takes back what the message names; without it the bar only tells. */
  readonly undo?: (() => void) | undefined
  /** What the button says where taking it back is more than that; the bar's own word otherwise. */
  readonly label?: string | undefined
  /** For how long; half a minute where nothing is said. */
  readonly seconds?: number
  /** What was put off until the time is over; done at once when the page or its part is left. */
  readonly after?: () => void
}

export type Undo = {
  readonly offer: (offer: UndoOffer) => void
  /** What it takes back has been overtaken: the bar goes, unless something was put off. */
  readonly end: () => void
  /** For the UndoBar. */
  readonly message: string | null
  readonly label: string | undefined
  readonly left: number | null
  readonly secondsLeft: number | null
  /** Null where nothing can be taken back. */
  readonly onUndo: (() => void) | null
  readonly onDismiss: () => void
  /** The focus or the pointer is on the bar: its time stands still. */
  readonly onHold: (isHeld: boolean) => void
}

type Standing = { readonly offer: UndoOffer; readonly totalMs: number; readonly leftMs: number }

const tickMs = 500
const usualSeconds = 30

/** `scope`: the part of the page that is open. With another one the offer is over, also one that an answer brings later. */
export function useUndo(scope = ''): Undo {
  const [standing, setStanding] = useState<Standing | null>(null)
  const current = useRef<Standing | null>(null)
  const isHeld = useRef(false)
  const open = useRef(scope)

  const put = useCallback((next: Standing | null) => {
    current.current = next
    setStanding(next)
  }, [])

  const finish = useCallback(() => {
    const ended = current.current
    isHeld.current = false
    put(null)
    ended?.offer.after?.()
  }, [put])

  const isStanding = standing !== null
  useEffect(() => {
    if (!isStanding) return
    let ticked = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      const passed = isHeld.current ? 0 : now - ticked
      ticked = now
      const { current: before } = current
      if (before === null) return
      if (before.leftMs <= passed) finish()
      else put({ ...before, leftMs: before.leftMs - passed })
    }, tickMs)
    return () => clearInterval(timer)
  }, [isStanding, put, finish])

  useEffect(() => {
    open.current = scope
    return finish
  }, [scope, finish])

  const undo = standing?.offer.undo
  return {
    offer: (offer) => {
      // The step before this one can no longer be taken back, so it is done.
      current.current?.offer.after?.()
      if (open.current !== scope) {
        offer.after?.()
        return put(null)
      }
      const totalMs = (offer.seconds ?? usualSeconds) * 1000
      put({ offer, totalMs, leftMs: totalMs })
    },
    end: () => {
      if (current.current?.offer.after === undefined) put(null)
    },
    message: standing?.offer.message ?? null,
    label: standing?.offer.label,
    left: standing === null ? null : standing.leftMs / standing.totalMs,
    secondsLeft: standing === null ? null : Math.ceil(standing.leftMs / 1000),
    onUndo:
      undo === undefined
        ? null
        : () => {
            isHeld.current = false
            put(null)
            undo()
          },
    onDismiss: finish,
    onHold: (held) => {
      isHeld.current = held
    },
  }
}
