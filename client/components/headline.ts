// The headline of the page that is shown, as the place where the focus goes when what it says has changed.

export function headline(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('h1')
}

/** Null where the page has no headline. With `scrolls` it is brought into view too. */
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
  // A sheet that closes takes its step out of the history, and the browser then returns to where one was.
  const again = () => requestAnimationFrame(scroll)
  addEventListener('popstate', again, { once: true })
  setTimeout(() => removeEventListener('popstate', again), 500)
}
