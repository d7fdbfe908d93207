// A live region that existed before announces what appears on a page.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Voice } from '#client/components/announcer.tsx'
import { Notice } from '#client/components/notice.tsx'
import { drawn, pass } from '../press.tsx'

let page = drawn(null)
const roots: ShadowRoot[] = []
beforeEach(() => {
  page.close()
  roots.length = 0
  // A closed shadow root, so that queries of the page do not find the text twice.
  const attach = Element.prototype.attachShadow
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init)
    roots.push(root)
    return root
  })
  vi.useFakeTimers()
})
afterEach(() => {
  page.close()
  delete document.documentElement.dataset['interactive']
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const polite = (): Element => {
  const region = roots[0]?.querySelector('[aria-live=polite]')
  if (region == null) throw new Error('no region was mounted')
  return region
}

test('a notice that appears is said by a region that stood there before, and again when it appears again', async () => {
  document.documentElement.dataset['interactive'] = ''
  page = drawn(<Voice />)
  const region = polite()
  const shown = (
    <>
      <Voice />
      <Notice kind="care">No seats are left.</Notice>
    </>
  )
  page.draw(shown)
  await pass(100)
  expect(polite()).toBe(region)
  expect(region.textContent).toBe('No seats are left.')
  page.draw(<Voice />)
  page.draw(shown)
  await pass(60)
  expect(region.textContent).toBe('')
  await pass(100)
  expect(region.textContent).toBe('No seats are left.')
})

test('what was said is gone from the region after a while, so that nobody reads it later as if it held', async () => {
  document.documentElement.dataset['interactive'] = ''
  page = drawn(<Voice />)
  page.draw(
    <>
      <Voice />
      <Notice>You are coming.</Notice>
    </>,
  )
  await pass(200)
  expect(polite().textContent).toBe('You are coming.')
  await pass(10_000)
  expect(polite().textContent).toBe('')
})

test('notices that appear together are all said', async () => {
  document.documentElement.dataset['interactive'] = ''
  page = drawn(<Voice />)
  page.draw(
    <>
      <Voice />
      <Notice>Postponed.</Notice>
      <Notice>Moved to Berlin.</Notice>
    </>,
  )
  await pass(200)
  expect(polite().textContent).toBe('Postponed. Moved to Berlin.')
})

test('what stood on the page from the start is not said', async () => {
  page = drawn(
    <>
      <Voice />
      <Notice>It is an example.</Notice>
    </>,
  )
  await pass(100)
  expect(polite().textContent).toBe('')
})
