// The one way in which pages change: each begins at its top, with the focus on its headline, which is announced.
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { focusHeadline, headline } from '../components/headline.ts'
import { LiveRegion } from '../components/notice.tsx'
import { spokenMs } from '../components/voice.tsx'

/** State of a history entry whose address changed while its page stayed: nothing moves. */
export const samePage = { isSamePage: true } as const

/**
 * Place it beside the pages, not in one: its live region is there before any page changes its text. After a change of page it waits for the
 * headline, which may come later or be replaced (“Opening your reply” by the reply), until the person presses something.
 */
export function PageChanges() {
  const [path] = useLocation()
  const [said, setSaid] = useState('')
  const shown = useRef<{ path: string; headline: HTMLElement | null; isFirst: boolean; isAwaited: boolean }>({
    path,
    headline: null,
    isFirst: true,
    isAwaited: false,
  })
  const wentBackTo = useRef<string | null>(null)

  useEffect(() => {
    const { current } = shown
    current.headline = headline()
    const look = () => {
      const found = headline()
      if (found === null || found === current.headline) return
      current.headline = found
      if (!current.isFirst && mayTakeFocus(current.isAwaited)) focusHeadline({ scrolls: false })
      setSaid(found.textContent ?? '')
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true })
    const act = () => {
      current.isAwaited = false
    }
    const back = () => {
      wentBackTo.current = location.pathname
    }
    addEventListener('keydown', act, true)
    addEventListener('pointerdown', act, true)
    addEventListener('popstate', back, true)
    return () => {
      observer.disconnect()
      removeEventListener('keydown', act, true)
      removeEventListener('pointerdown', act, true)
      removeEventListener('popstate', back, true)
    }
  }, [])

  useEffect(() => {
    const { current } = shown
    if (current.path === path) return
    const isBack = wentBackTo.current === location.pathname
    wentBackTo.current = null
    current.path = path
    if ((history.state as { isSamePage?: true } | null)?.isSamePage) return
    current.isFirst = false
    current.isAwaited = true
    // Back, the browser returns to where one was.
    if (!isBack) scrollTo({ top: 0, behavior: 'instant' })
    current.headline = headline()
    if (current.headline === null) return
    if (mayTakeFocus(true)) focusHeadline({ scrolls: false })
    setSaid(current.headline.textContent ?? '')
  }, [path])

  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => setSaid(''), spokenMs)
    return () => clearTimeout(timer)
  }, [said])

  return <LiveRegion message={said} />
}

/** A field that the new page gave the focus to keeps it; later, only a focus that was lost is taken. */
function mayTakeFocus(isAwaited: boolean): boolean {
  const { activeElement } = document
  if (activeElement === null || activeElement === document.body) return true
  return isAwaited && !activeElement.matches('input, textarea, select, dialog[open] *')
}
