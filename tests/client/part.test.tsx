// A rendering error removes only its own part of a page; the rest works, and the error is reported once.
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Part, type PartTrouble, PartTroubleProvider } from '#client/components/error-boundary.tsx'

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  // React logs each caught error to the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function Broken(): never {
  throw new TypeError('words is not a function')
}

function draw(isSpare: boolean) {
  const heard: unknown[] = []
  const trouble: PartTrouble = {
    onError: (error) => heard.push(error),
    Instead: () => <p>this part has a bug</p>,
  }
  const place = document.createElement('div')
  const root = createRoot(place)
  act(() =>
    root.render(
      <PartTroubleProvider value={trouble}>
        <h1>Damascus</h1>
        <Part isSpare={isSpare}>
          <Broken />
        </Part>
        <Part>
          <p>the programme</p>
        </Part>
      </PartTroubleProvider>,
    ),
  )
  return { heard, text: place.textContent, close: () => act(() => root.unmount()) }
}

test('what failed is replaced by a word on it, and its neighbours stay', () => {
  const { heard, text, close } = draw(false)
  expect(text).toBe('Damascusthis part has a bugthe programme')
  expect(heard).toEqual([expect.any(TypeError)])
  close()
})

test('nothing stands in place of what a page can do without', () => {
  const { heard, text, close } = draw(true)
  expect(text).toBe('Damascusthe programme')
  expect(heard).toHaveLength(1)
  close()
})
