// Renders components into a page and uses them as a person does: types, presses keys, taps, waits.
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { vi } from 'vitest'

/** Renders into the document's body; `close` removes it. */
export function drawn(first: ReactNode): {
  readonly place: HTMLElement
  readonly draw: (next: ReactNode) => void
  readonly close: () => void
} {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const draw = (next: ReactNode) => act(() => root.render(next))
  draw(first)
  return {
    place,
    draw,
    close: () => {
      act(() => root.unmount())
      place.remove()
      vi.unstubAllGlobals()
    },
  }
}

/** The only element that the selector matches; throws if there is none. */
export function one<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector)
  if (found === null) throw new Error(`${selector} is not on the page`)
  return found
}

/** The only button whose label is this text or starts with it. */
export function buttonNamed(words: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')]
  const found = all.find(({ textContent }) => textContent?.trim().startsWith(words))
  if (found === undefined) {
    throw new Error(`no button “${words}”, but ${all.map(({ textContent }) => textContent).join(' | ')}`)
  }
  return found
}

export function type(input: HTMLInputElement, text: string): void {
  act(() => {
    input.focus()
    // Bypasses React's tracking of the value, as typing does.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

/** Presses a key on the focused element; Enter in a field submits its form, as in a browser, unless a handler prevented it. */
export async function press(key: string): Promise<void> {
  const target = document.activeElement ?? document.body
  await act(async () => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    if (!target.dispatchEvent(event) || key !== 'Enter') return
    if (target instanceof HTMLInputElement) target.form?.requestSubmit()
    else if (target instanceof HTMLButtonElement) target.click()
  })
}

export async function tap(element: HTMLElement): Promise<void> {
  await act(async () => element.click())
}

/** Advances the fake time of `vi.useFakeTimers`. */
export const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
