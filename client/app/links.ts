// Client-side navigation for plain links between our own pages; the browser handles all other links.
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { focusHeadline } from '../components/headline.ts'

function innerPath(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.defaultPrevented
  if (!isPlain || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) && !(link instanceof SVGAElement)) return null
  const url = new URL(link.getAttribute('href') ?? '', location.href)
  if (url.origin !== location.origin || link.hasAttribute('download') || link.hasAttribute('target'))
    return null
  // A file rather than a page: a calendar, a feed, a picture.
  if (/\.[a-z]+$/.test(url.pathname) || /^\/(api|embed)\//.test(url.pathname)) return null
  const isSamePage = url.pathname === location.pathname && url.search === location.search
  if (isSamePage && url.hash !== '') return null
  return url.pathname + url.search + url.hash
}

export function useInnerLinks(): void {
  const [, navigate] = useLocation()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const path = innerPath(event)
      if (path === null) return
      event.preventDefault()
      const isSamePath = new URL(path, location.href).pathname === location.pathname
      navigate(path)
      // Otherwise the path changes, and `PageChanges` scrolls and sets the focus.
      if (!isSamePath) return
      scrollTo({ top: 0, behavior: 'instant' })
      focusHeadline({ scrolls: false })
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [navigate])
}
