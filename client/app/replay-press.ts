// Remembers a press on a button before the page is interactive, and repeats it after hydration.

let pressed: HTMLButtonElement | null = null

/** Starts remembering the last press. Submit buttons work without script and are ignored. */
export function keepPress(): void {
  document.addEventListener('click', keep, true)
}

/** Repeats the press if its button is still in the page; a page rendered again has other buttons. */
export function doKeptPress(): void {
  document.removeEventListener('click', keep, true)
  if (pressed?.isConnected === true) pressed.click()
  pressed = null
}

function keep({ target }: MouseEvent): void {
  const button = target instanceof Element ? target.closest('button') : null
  pressed = button?.type === 'button' ? button : null
}
