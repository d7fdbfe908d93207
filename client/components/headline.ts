// The headline of the current page, which receives the focus when the page's content changes.

export function headline(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('h1')
}

/** Returns null if the page has no headline. With `scrolls` it also scrolls it into view. */
export function focusHeadline({ scrolls }: { readonly scrolls: boolean }): HTMLElement | null {
  const found = headline()
  if (found === null) return null
  if (!found.hasAttribute('tabindex')) found.tabIndex = -1
  found.focus({ preventScroll: true })
  if (scrolls) bringIntoView(found)
  return found
}

function bringIntoView(element: HTMLElement): void {
  const scroll = () => element.scrollIntoView({ block: 'center', behavior: 'instant' })
  scroll()
  // A closing sheet goes back one history entry, and the browser then restores the scroll position: scroll again after that.
  const again = () => requestAnimationFrame(scroll)
  addEventListener('popstate', again, { once: true })
  setTimeout(() => removeEventListener('popstate', again), 500)
}
