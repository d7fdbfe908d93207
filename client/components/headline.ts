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
  if (scrolls) found.scrollIntoView({ block: 'center', behavior: 'instant' })
  return found
}
