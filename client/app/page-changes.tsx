// What happens on every page change: scroll to the top, focus the headline and announce it.
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { spokenMs } from '../components/announcer.tsx'
import { focusHeadline, headline } from '../components/headline.ts'
import { LiveRegion } from '../components/notice.tsx'

/** State of a history entry whose address changes without a page change: no scrolling, no focus change. */
export const samePage = { isSamePage: true } as const

/**
 * Place it beside the pages, not inside one: its live region must exist before a page change updates its text. After a page change it waits
 * for the headline, which may come later or be replaced (“Opening your reply” by the reply), until the person presses something.
 */
export function PageChanges() {
  const [path] = useLocation()
  const [said, setSaid] = useState(nothingSaid)
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
      setSaid(wordsOf(found))
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
    // On back navigation the browser restores the scroll position.
    if (!isBack) scrollTo({ top: 0, behavior: 'instant' })
    current.headline = headline()
    if (current.headline === null) return
    if (mayTakeFocus(true)) focusHeadline({ scrolls: false })
    setSaid(wordsOf(current.headline))
  }, [path])

  useEffect(() => {
    if (said.text === '') return
    const timer = setTimeout(() => setSaid(nothingSaid), spokenMs)
    return () => clearTimeout(timer)
  }, [said])

  return <LiveRegion message={said.text} lang={said.lang} />
}

type Said = { readonly text: string; readonly lang: string | undefined }
const nothingSaid: Said = { text: '', lang: undefined }

/** If the whole headline is in another language, announce it in that language. */
function wordsOf(found: HTMLElement): Said {
  const text = found.textContent ?? ''
  const whole = [found, ...found.querySelectorAll<HTMLElement>('[lang]')].find(
    (element) => element.lang !== '' && element.textContent === text,
  )
  return { text, lang: whole?.lang }
}

/** A field that the new page focused keeps the focus; later, take the focus only if nothing has it. */
function mayTakeFocus(isAwaited: boolean): boolean {
  const { activeElement } = document
  if (activeElement === null || activeElement === document.body) return true
  return isAwaited && !activeElement.matches('input, textarea, select, dialog[open] *')
}
