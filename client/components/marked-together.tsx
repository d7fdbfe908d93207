// What is pointed at on one picture is marked on all of them: the cities of a map, a ruler and a list are the same set.
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react'

type Marks = {
  readonly read: () => readonly string[]
  readonly mark: (ids: readonly string[]) => void
  readonly listen: (hear: () => void) => () => void
}

const nothing: readonly string[] = []

function createMarks(): Marks {
  let marked = nothing
  const listeners = new Set<() => void>()
  return {
    read: () => marked,
    mark: (ids) => {
      if (ids.length === marked.length && ids.every((id, place) => id === marked[place])) return
      marked = ids
      for (const hear of listeners) hear()
    },
    listen: (hear) => {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
}

const alone: Marks = { read: () => nothing, mark: () => undefined, listen: () => () => undefined }
const MarksContext = createContext<Marks>(alone)

/** Outside of it nothing is marked, and pointing at things does no harm. */
export function MarkedTogether({ children }: { readonly children: ReactNode }) {
  const [marks] = useState(createMarks)
  return <MarksContext value={marks}>{children}</MarksContext>
}

/** Draws its component anew only when the answer turns over, so three hundred rows may each ask. */
export function useIsMarked(ids: readonly string[]): boolean {
  const { read, listen } = useContext(MarksContext)
  return useSyncExternalStore(
    listen,
    () => {
      const marked = read()
      return marked.length > 0 && ids.some((id) => marked.includes(id))
    },
    () => false,
  )
}

export function useMarked(): readonly string[] {
  const { read, listen } = useContext(MarksContext)
  return useSyncExternalStore(listen, read, () => nothing)
}

/** For whoever looks only when something happens, and need not be drawn anew. */
export function useReadMarked(): () => readonly string[] {
  return useContext(MarksContext).read
}

export function useMark(): (ids: readonly string[]) => void {
  return useContext(MarksContext).mark
}

/** For the element that stands for these things; a finger points at nothing before it presses. */
export function useMarking(ids: readonly string[]) {
  const mark = useMark()
  return useMemo(() => {
    const clear = () => mark(nothing)
    const point = () => mark(ids)
    return {
      onPointerEnter: (event: React.PointerEvent) => {
        if (event.pointerType !== 'touch') point()
      },
      onPointerLeave: (event: React.PointerEvent) => {
        if (event.pointerType !== 'touch') clear()
      },
      onFocus: point,
      onBlur: clear,
    }
  }, [mark, ids])
}
