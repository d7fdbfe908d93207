// A page opened at an address other than the installation's shows a notice.
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ElsewhereNotice } from '#client/app/other-origin-notice.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { wordsOf } from '../support/words.ts'

beforeEach(() => void vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true))
afterEach(() => {
  vi.unstubAllGlobals()
  for (const meta of document.querySelectorAll('meta[name=public-address]')) meta.remove()
})

function said(publicAddress: string | null, language: 'ar' | 'en' = 'en') {
  if (publicAddress !== null) {
    const meta = document.createElement('meta')
    meta.name = 'public-address'
    meta.content = publicAddress
    document.head.append(meta)
  }
  const place = document.createElement('div')
  const root = createRoot(place)
  act(() =>
    root.render(
      <I18nProvider value={wordsOf(language)}>
        <ElsewhereNotice />
      </I18nProvider>,
    ),
  )
  const words = { text: place.textContent, href: place.querySelector('a')?.href }
  act(() => root.unmount())
  return words
}

test.each(['en', 'ar'] as const)(
  'in %s it names both addresses and the setting, and links to the right one without a path',
  (language) => {
    const { text, href } = said('https://own.example', language)
    expect(text).toContain(location.origin)
    expect(text).toContain('https://own.example')
    expect(text).toContain('PUBLIC_URL')
    expect(href).toBe('https://own.example/')
  },
)

test('it says nothing at its own address, and where the operator set none', () => {
  expect(said(location.origin).text).toBe('')
  for (const meta of document.querySelectorAll('meta[name=public-address]')) meta.remove()
  expect(said(null).text).toBe('')
})
