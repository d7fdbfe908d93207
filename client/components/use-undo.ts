// One step back at a time: what was just done, how to take it back, and what happens for good when the time is over.
import { useCallback, useEffect, useRef, useState } from 'react'

export type UndoOffer = {
  readonly message: string
  readonly undo: () => void
  /** For how long; without it, until the next step or until it is put away. */
  readonly seconds?: number
  /** What was put off until the time is over; done at once when the page is left. */
  readonly after?: () => void
}

export type Undo = {
  readonly offer: (offer: UndoOffer) => void
  /** For the UndoBar. */
  readonly message: string | null
  readonly left: number | null
  readonly secondsLeft: number | null
  readonly onUndo: () => void
  readonly onDismiss: () => void
}

type Standing = { readonly offer: UndoOffer; readonly endsAt: number | null }

const tickMs = 500

export function useUndo(): Undo {
  const [standing, setStanding] = useState<Standing | null>(null)
  const [now, setNow] = useState(0)
  const current = useRef<Standing | null>(null)

  const put = useCallback((next: Standing | null) => {
    current.current = next
    setStanding(next)
  }, [])

  const finish = useCallback(() => {
    const ended = current.current
    put(null)
    ended?.offer.after?.()
  }, [put])

  useEffect(() => {
    if (standing?.endsAt == null) return
    const timer = setInterval(() => {
      setNow(performance.now())
      if (standing.endsAt !== null && performance.now() >= standing.endsAt) finish()
    }, tickMs)
    return () => clearInterval(timer)
  }, [standing, finish])

  useEffect(() => () => current.current?.offer.after?.(), [])

  const remainingMs = standing?.endsAt == null ? null : Math.max(0, standing.endsAt - now)
  return {
    offer: (offer) => {
      // The step before this one can no longer be taken back, so it is done.
      current.current?.offer.after?.()
      const startsAt = performance.now()
      setNow(startsAt)
      put({ offer, endsAt: offer.seconds === undefined ? null : startsAt + offer.seconds * 1000 })
    },
    message: standing?.offer.message ?? null,
    left: remainingMs === null ? null : remainingMs / ((standing?.offer.seconds ?? 1) * 1000),
    secondsLeft: remainingMs === null ? null : Math.ceil(remainingMs / 1000),
    onUndo: () => {
      const { current: undone } = current
      put(null)
      undone?.offer.undo()
    },
    onDismiss: finish,
  }
}
