// The answer “I will watch from home”: thanks in place of the button, once per tab, and a count separate from people who come.
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WatchFromHome } from '#client/features/gathering/watch-from-home.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { forgetWatching } from '#client/sync/watching.ts'
import { wordsOf } from '../support/words.ts'

const [ar, en] = [wordsOf('ar'), wordsOf('en')]
const section = (i18n = en, more: { readonly watching?: number; readonly asks?: boolean } = {}) => (
  <I18nProvider value={i18n}>
    <WatchFromHome slug="january" when={null} watching={0} asks {...more} />
  </I18nProvider>
)

let root: Root | null = null
const place = document.createElement('div')
async function show(): Promise<void> {
  document.body.append(place)
  root ??= createRoot(place)
  await act(async () => root?.render(section()))
}
const press = () => act(async () => place.querySelector('button')?.click())
const answering = (answer: () => Promise<Response>) => {
  const asked = vi.fn((_path: string, _how: RequestInit) => answer())
  vi.stubGlobal('fetch', asked)
  return asked
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})
afterEach(async () => {
  await act(async () => root?.unmount())
  root = null
  place.remove()
  forgetWatching()
  vi.unstubAllGlobals()
})

test('a press is answered with thanks that have the focus, and this tab is not asked again', async () => {
  const asked = answering(async () => Response.json({ ok: true, receipt: 'a-receipt' }))
  await show()
  await press()
  expect(asked).toHaveBeenCalledTimes(1)
  expect(asked.mock.calls[0]?.[0]).toBe('/api/gatherings/january/watching')
  expect(document.activeElement?.textContent).toBe(en.t('watch.thanks'))
  await act(async () => root?.unmount())
  root = null
  await show()
  expect(place.querySelector('form')).toBeNull()
  expect(place.textContent).toContain(en.t('watch.thanks'))
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
  // Another tab cleared the device's data.
  await act(async () => dispatchEvent(new StorageEvent('storage', { key: null })))
  expect(place.querySelector('form')).not.toBeNull()
})

test('it is taken back by a press in the same tab, which gives the focus back to the first button', async () => {
  const asked = answering(async () => Response.json({ ok: true, receipt: 'a-receipt' }))
  await show()
  await press()
  await press()
  expect(asked.mock.calls[1]?.[0]).toBe('/api/gatherings/january/watching/take-back')
  expect(asked.mock.calls[1]?.[1].body).toBe('{"receipt":"a-receipt"}')
  expect(place.querySelector('form')).not.toBeNull()
  expect(document.activeElement?.textContent).toBe(en.t('watch.answer'))
})

test('that it can no longer be taken back is said, and the button goes; without a network it stays', async () => {
  answering(async () => Response.json({ ok: true, receipt: 'a-receipt' }))
  await show()
  await press()
  answering(() => Promise.reject(new TypeError('no network')))
  await press()
  expect(place.textContent).toContain(en.t('watch.failed'))
  expect(place.querySelector('button')).not.toBeNull()
  answering(async () => Response.json({ ok: false, reason: 'link-not-valid' }, { status: 404 }))
  await press()
  expect(place.textContent).toContain(en.t('watch.take-back-late'))
  expect(place.textContent).toContain(en.t('watch.thanks'))
  expect(place.querySelector('button')).toBeNull()
})

test('that it was refused, or the server could not be reached, is said beside the button, which stays', async () => {
  answering(async () => Response.json({ ok: false, reason: 'gathering-past' }, { status: 409 }))
  await show()
  await press()
  expect(place.textContent).toContain(en.t('refusal.gathering-past'))
  answering(async () => Response.json({ ok: false, reason: 'server-trouble' }, { status: 503 }))
  await press()
  expect(place.textContent).toContain(en.t('watch.failed'))
  answering(() => Promise.reject(new TypeError('no network')))
  await press()
  expect(place.textContent).toContain(en.t('watch.failed'))
  expect(place.querySelector('button')).not.toBeNull()
})

test('without script the button leads to a form that posts', () => {
  const html = renderToString(section())
  expect(html).toContain('action="/g/january/watch"')
  expect(renderToString(section(en, { asks: false }))).not.toContain('<form')
})

test('the floor is said in words of its own, and nothing where nothing is told', () => {
  expect(renderToString(section(en, { watching: 50 }))).toContain('At least 50 people will watch from home.')
  expect(renderToString(section(ar, { watching: 50 }))).toContain('شخصًا على الأقل')
  for (const i18n of [ar, en]) {
    const nothing = i18n.t('watch.people', { count: 0, shown: i18n.number(0) })
    expect(renderToString(section(i18n))).not.toContain(nothing)
  }
})
