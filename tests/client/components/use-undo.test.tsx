// Undo: it expires by itself, stays in the part of the page where the action happened, and never appears in another one.
import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OfferBar } from '#client/components/undo-bar.tsx'
import { type Undo, useUndo } from '#client/components/use-undo.ts'
import { buttonNamed, drawn, one, pass, tap } from '../press.tsx'

const shown: { undo: Undo | null } = { undo: null }
function Part({ name }: { readonly name: string }) {
  const undo = useUndo(name)
  shown.undo = undo
  return <OfferBar undo={undo} undoLabel={'Undo'} dismissLabel="Close" />
}

let page = drawn(null)
beforeEach(() => {
  page.close()
  vi.useFakeTimers()
  page = drawn(<Part name="cities" />)
})
afterEach(() => {
  page.close()
  vi.useRealTimers()
})
const undo = () => {
  if (shown.undo === null) throw new Error('nothing was drawn')
  return shown.undo
}
const bar = () => one('[role=status]')

test('an offer ends by itself, and what was put off is then done', async () => {
  const after = vi.fn()
  act(() => undo().offer({ message: 'Berlin is open', undo: () => undefined, after }))
  expect(bar().textContent).toContain('Berlin is open')
  await pass(29_000)
  expect(bar().textContent).toContain('Berlin is open')
  await pass(2000)
  expect(bar().textContent).toBe('')
  expect(after).toHaveBeenCalledOnce()
})

test('its time stands still while the focus is on it', async () => {
  act(() => undo().offer({ message: 'Berlin is open', undo: () => undefined }))
  act(() => buttonNamed('Undo').focus())
  await pass(60_000)
  expect(bar().textContent).toContain('Berlin is open')
  act(() => buttonNamed('Undo').blur())
  await pass(31_000)
  expect(bar().textContent).toBe('')
})

test('it does not follow to another part, and does not come there when the answer does', async () => {
  act(() => undo().offer({ message: 'Berlin is open', undo: () => undefined }))
  page.draw(<Part name="programme" />)
  expect(bar().textContent).toBe('')
  page.draw(<Part name="cities" />)
  const { offer } = undo()
  page.draw(<Part name="programme" />)
  act(() => offer({ message: 'Malmö is open', undo: () => undefined }))
  expect(bar().textContent).toBe('')
})

test('the button undoes what the bar names, once', async () => {
  const [first, second] = [vi.fn(), vi.fn()]
  act(() => undo().offer({ message: 'Berlin is open', undo: first }))
  act(() => undo().offer({ message: 'Malmö is open', undo: second, label: 'Withdraw Malmö' }))
  await tap(buttonNamed('Withdraw Malmö'))
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  expect(bar().textContent).toBe('')
})

test('what cannot be taken back is told without a button', () => {
  act(() => undo().offer({ message: 'You wait in Berlin' }))
  expect(bar().textContent).toContain('You wait in Berlin')
  expect(() => buttonNamed('Undo')).toThrow()
})
