// The page for each URL, the same in the browser and on the server.
// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { findPage } from '#client/app/page-table.tsx'

describe('an address', () => {
  test.each([
    ['/', '/', {}],
    ['/g/january/', '/g/:slug', { slug: 'january' }],
    ['/g/%D9%85%D8%AF%D9%86', '/g/:slug', { slug: 'مدن' }],
    ['/g/%E0%A4%A', '/g/:slug', { slug: '%E0%A4%A' }],
    ['/g/january/come', '/g/:slug/come', { slug: 'january' }],
    ['/g/january/watch', '/g/:slug/watch', { slug: 'january' }],
    ['/g/january/reply', '/g/:slug/reply', { slug: 'january' }],
    ['/g/january/reply/r_x', '/g/:slug/reply/:secret', { slug: 'january', secret: 'r_x' }],
    ['/g/january/organize', '/g/:slug/organize/:part?', { slug: 'january', part: undefined }],
    ['/g/january/organize/cities', '/g/:slug/organize/:part?', { slug: 'january', part: 'cities' }],
    ['/g/january/control', '/g/:slug/control', { slug: 'january' }],
    ['/g/january/meeting-2', '/g/:slug/:meetingId', { slug: 'january', meetingId: 'meeting-2' }],
    [
      '/g/january/meeting-2/poster',
      '/g/:slug/:meetingId/poster',
      { slug: 'january', meetingId: 'meeting-2' },
    ],
    ['/g/january/a/b/c', '*', {}],
    ['/nowhere', '*', {}],
  ])('%s is that of %s', (path, pattern, params) => {
    const found = findPage(path)
    expect({ pattern: found.page.pattern, params: found.params }).toEqual({ pattern, params })
  })

  test('that holds a secret or work to do is not drawn for readers without script, but for the plain ticket', () => {
    const drawn = [
      '/g/a/host',
      '/g/a/organize',
      '/g/a/control',
      '/g/a/preview',
      '/claim',
      '/g/a/reply',
      '/new',
      '/g/a/propose',
    ]
    expect(drawn.filter((path) => findPage(path).page.readsWithoutScript)).toEqual([])
    expect(findPage('/g/a/reply/r_x').page.readsWithoutScript).toBe(true)
  })
})
