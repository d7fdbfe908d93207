// The desk's keys act on the state the desk shows at that moment.
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { useDeskKeys } from '#client/features/control/use-desk-keys.ts'

test('a key that is pressed as soon as the desk shows something else acts on that, not on what it showed before', async () => {
  const meant: string[] = []
  function Desk({ next }: { readonly next: string }) {
    useDeskKeys(true, () => meant.push(next))
    return <p>{next}</p>
  }
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const pressWhenShown = (next: string) =>
    new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (place.textContent !== next) return
        observer.disconnect()
        dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', bubbles: true }))
        resolve()
      })
      observer.observe(place, { childList: true, characterData: true, subtree: true })
    })
  const isFirst = pressWhenShown('Berlin')
  root.render(<Desk next="Berlin" />)
  await isFirst
  // An effect adds the listener, so waits until it can receive the first press.
  await new Promise((resolve) => setTimeout(resolve, 20))
  const isSecond = pressWhenShown('Gaziantep')
  root.render(<Desk next="Gaziantep" />)
  await isSecond
  expect(meant.at(-1)).toBe('Gaziantep')
  root.unmount()
  place.remove()
})
