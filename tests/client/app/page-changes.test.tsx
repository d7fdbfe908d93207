// After any change of page the new headline has the focus, and a live region that existed before announces it.
import { act, useState } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Route, Router, useLocation } from 'wouter'
import { PageChanges, samePage } from '#client/app/page-changes.tsx'
import { drawn, one, tap } from '../press.tsx'

let close: () => void = () => undefined
const here = location.href
beforeEach(() => history.replaceState(null, '', '/first'))
afterEach(() => {
  close()
  history.replaceState(null, '', here)
})

function First() {
  const [, navigate] = useLocation()
  return (
    <main>
      <h1>First</h1>
      <button type="button" id="go" onClick={() => navigate('/second', { replace: true })}>
        go
      </button>
      <button type="button" id="form" onClick={() => navigate('/form')}>
        go
      </button>
      <button type="button" id="renamed" onClick={() => navigate('/first/renamed', { state: samePage })}>
        go
      </button>
    </main>
  )
}

/** Opens in two steps, as a reply does. */
function Second() {
  const [isOpen, setOpen] = useState(false)
  return (
    <main>
      {isOpen ? (
        <article>
          <h1>You are coming</h1>
        </article>
      ) : (
        <h1>Opening</h1>
      )}
      <button type="button" id="open" onClick={() => setOpen(true)}>
        open
      </button>
    </main>
  )
}

function open() {
  close = drawn(
    <Router>
      <Route path="/first/*?">
        <First />
      </Route>
      <Route path="/second">
        <Second />
      </Route>
      <Route path="/form">
        <main>
          <h1>
            <bdi lang="ar">لقاء</bdi>
          </h1>
          {/* biome-ignore lint/a11y/noAutofocus: what is tried */}
          <input autoFocus />
        </main>
      </Route>
      <PageChanges />
    </Router>,
  ).close
}

const said = () => one('[role=status]').textContent
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)))

test('a page that was not opened by a link begins with the focus on its headline, which is said by a region that stood there', async () => {
  open()
  const region = one('[role=status]')
  expect(said()).toBe('')
  expect(document.activeElement).toBe(document.body)
  one('#go').focus()
  await tap(one('#go'))
  expect(document.activeElement).toBe(one('h1'))
  expect(one('[role=status]')).toBe(region)
  expect(said()).toBe('Opening')
})

test('a headline that is replaced has the focus of the one before it, and is said', async () => {
  open()
  await tap(one('#go'))
  await tap(one('#open'))
  await settled()
  expect(document.activeElement?.textContent).toBe('You are coming')
  expect(said()).toBe('You are coming')
})

test('a field that the new page gives the focus to keeps it, and an address that changes under a page moves nothing', async () => {
  open()
  one('#renamed').focus()
  await tap(one('#renamed'))
  expect(document.activeElement).toBe(one('#renamed'))
  expect(said()).toBe('')
  await tap(one('#form'))
  expect(document.activeElement).toBe(one('input'))
  expect(said()).toBe('لقاء')
  expect(one('[role=status] [lang]').getAttribute('lang')).toBe('ar')
})
