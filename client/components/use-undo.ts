// Undo of the last step: what was done, how to undo it, and what happens for good when the time is over.
import { useCallback, useEffect, useRef, useState } from 'react'

export type UndoOffer = {
  readonly message: string
  /** Undoes what the message names; without it the bar only informs. */
  readonly undo?: (() => void) | undefined
  /** The button's label if undoing does more than that; by default the bar's own label. */
  readonly label?: string | undefined
  /** For how long; 30 seconds by default. */
  readonly seconds?: number
  /** An action postponed until the time is over; runs at once when the page or part is left. */
  readonly after?: () => void
}

export type Undo = {
  readonly offer: (offer: UndoOffer) => void
  /** The step can no longer be undone: removes the bar, unless an action was postponed. */
  readonly end: () => void
  /** For the UndoBar. */
  readonly message: string | null
  readonly label: string | undefined
  readonly left: number | null
  readonly secondsLeft: number | null
  /** Null if nothing can be undone. */
  readonly onUndo: (() => void) | null
  readonly onDismiss: () => void
  /** While the focus or the pointer is on the bar, its time does not run. */
  readonly onHold: (isHeld: boolean) => void
}

type Standing = { readonly offer: UndoOffer; readonly totalMs: number; readonly leftMs: number }

const tickMs = 500
const usualSeconds = 30

/** `scope`: the open part of the page. When it changes, the offer ends, even one that a late answer brings. */
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
      // The previous step can no longer be undone: run its postponed action.
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
