import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fields } from '#client/sync/form-changes.ts'
import { type Editing, useEditing } from '#client/sync/use-editing.ts'

const same = (_: string, a: unknown, b: unknown) => String(a ?? '').trim() === String(b ?? '').trim()
const noErrors = () => []
const yes = { ok: true, version: 1, outcome: {} } as const

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Renders a form on a page; `draw` passes the server's current values. */
function open(confirmed: Fields, more: { readonly autosave?: boolean } = {}) {
  const send = vi.fn(async (_: Fields) => yes)
  const shown: { editing: Editing | null } = { editing: null }
  function Form(props: { readonly confirmed: Fields; readonly autosave: boolean }) {
    shown.editing = useEditing({ scope: 'form', same, errorsOf: noErrors, send, ...props })
    return null
  }
  const root = createRoot(document.createElement('div'))
  const draw = (now: Fields, autosave = more.autosave ?? true) =>
    act(() => root.render(<Form confirmed={now} autosave={autosave} />))
  draw(confirmed)
  const editing = () => {
    if (shown.editing === null) throw new Error('nothing was drawn')
    return shown.editing
  }
  return { send, draw, editing, close: () => act(() => root.unmount()) }
}

const pause = () => act(() => vi.advanceTimersByTimeAsync(1000))

test('what is typed is sent once, after the pause', async () => {
  const { send, editing, draw, close } = open({ title: '' })
  act(() => editing().set('title', 'O'))
  act(() => editing().set('title', 'One '))
  await pause()
  await pause()
  expect(send.mock.calls).toEqual([[{ title: 'One ' }]])
  draw({ title: 'One' })
  expect(editing().fields['title']).toBe('One ')
  expect(editing().open).toEqual([])
  close()
})

test('words that were taken away and put back are sent again', async () => {
  const { send, editing, draw, close } = open({ title: '' })
  act(() => editing().set('title', 'One'))
  await pause()
  draw({ title: 'One' })
  draw({})
  act(() => editing().set('title', 'One'))
  await pause()
  expect(send).toHaveBeenCalledTimes(2)
  close()
})

test('without a line nothing is sent and nothing is lost, over a reload too', async () => {
  const before = open({ title: 'Old' }, { autosave: false })
  act(() => before.editing().set('title', 'New'))
  await pause()
  expect(before.send).not.toHaveBeenCalled()
  before.close()
  const after = open({ title: 'Old' })
  expect(after.editing().fields['title']).toBe('New')
  await pause()
  expect(after.send.mock.calls).toEqual([[{ title: 'New' }]])
  after.close()
})

test('what somebody else wrote meanwhile is not overwritten before it was chosen', async () => {
  const { send, editing, draw, close } = open({ title: 'Old' }, { autosave: false })
  act(() => editing().set('title', 'Mine'))
  draw({ title: 'Theirs' }, true)
  await pause()
  expect(send).not.toHaveBeenCalled()
  expect(editing().conflicts).toEqual(['title'])
  act(() => editing().keepMine('title'))
  await pause()
  expect(send.mock.calls).toEqual([[{ title: 'Mine' }]])
  close()
})
