// When the focused element leaves the page, the focus moves to a nearby element and never to the body.
import { act, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { useFocusKeeper } from '#client/app/focus-keeper.ts'
import { drawn, one, tap } from '../press.tsx'

let close: () => void = () => undefined
afterEach(() => close())

function Page() {
  useFocusKeeper()
  const [isOpen, setOpen] = useState(true)
  const [isThere, setThere] = useState(true)
  return (
    <main>
      <h1>Cities</h1>
      {isThere ? (
        <section>
          <h2>Proposed</h2>
          {isOpen ? (
            <button type="button" id="approve" onClick={() => setOpen(false)}>
              Approve
            </button>
          ) : null}
          <button type="button" id="remove" onClick={() => setThere(false)}>
            Remove
          </button>
        </section>
      ) : null}
    </main>
  )
}

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)))
async function pressed(selector: string): Promise<string | null | undefined> {
  act(() => one(selector).focus())
  await tap(one(selector))
  await settled()
  return document.activeElement?.textContent
}

test('a button that goes leaves the focus with the heading of its part, and a part that goes with the headline', async () => {
  close = drawn(<Page />).close
  expect(await pressed('#approve')).toBe('Proposed')
  expect(await pressed('#remove')).toBe('Cities')
})
