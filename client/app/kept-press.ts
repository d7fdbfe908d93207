// A press on a button before the page is interactive: it is kept, and done as soon as the script has taken over.

let pressed: HTMLButtonElement | null = null

/** Begins to keep the last press. Buttons that send a form work without script and are left alone. */
export function keepPress(): void {
  document.addEventListener('click', keep, true)
}

/** Does what was pressed, if its button is still there: a page that was drawn again has others. */
export function doKeptPress(): void {
  document.removeEventListener('click', keep, true)
  if (pressed?.isConnected === true) pressed.click()
  pressed = null
}

function keep({ target }: MouseEvent): void {
  const button = target instanceof Element ? target.closest('button') : null
  pressed = button?.type === 'button' ? button : null
}
