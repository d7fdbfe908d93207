// Shares the highlight: a city pointed at on the map, the ruler or the list is highlighted on all of them.
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

/** Without this provider nothing is highlighted, and marking has no effect. */
export function MarkedTogether({ children }: { readonly children: ReactNode }) {
  const [marks] = useState(createMarks)
  return <MarksContext value={marks}>{children}</MarksContext>
}

/** Re-renders its component only when the result changes, so three hundred rows may each use it. */
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

/** For code that reads the marks only in event handlers, without re-rendering. */
export function useReadMarked(): () => readonly string[] {
  return useContext(MarksContext).read
}

export function useMark(): (ids: readonly string[]) => void {
  return useContext(MarksContext).mark
}

/** Event handlers for an element that represents these ids; touch marks nothing, because it points only by pressing. */
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
