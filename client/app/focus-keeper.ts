// Moves the focus nearby when the focused element leaves the page: a button that did its work, a form that closed, a row that moved.
import { useEffect } from 'react'
import { headline } from '../components/headline.ts'

const areas = 'section, article, form, fieldset, li, dialog, main'

export function useFocusKeeper(): void {
  useEffect(() => {
    let last: { readonly element: Element; readonly around: readonly Element[] } | null = null

    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      const around: Element[] = []
      for (let up = target.parentElement; up !== null; up = up.parentElement) around.push(up)
      last = { element: target, around }
    }
    const look = () => {
      if (last === null || last.element.isConnected) return
      const { around } = last
      last = null
      const { activeElement } = document
      if (activeElement !== null && activeElement !== document.body) return
      const area = around.find((each) => each.isConnected && each.matches(areas))
      focusIn(area ?? null)
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', note)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', note)
    }
  }, [])
}

/** Focuses the area's heading, which tells where one is; without a heading, the area itself. */
function focusIn(area: Element | null): void {
  const place = area?.querySelector<HTMLElement>('h1, h2, h3, h4') ?? area ?? headline()
  if (!(place instanceof HTMLElement)) return
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1
  place.focus({ preventScroll: true })
}
