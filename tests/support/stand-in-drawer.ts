// A stub for the rendering thread: returns the request as JSON, so that a test can inspect all data a page could show.
import type { PageDrawer } from '#server/http/page-drawer.ts'

export const standInDrawer: PageDrawer = {
  languages: ['ar', 'en'],
  draw: async (request) => ({
    html: `<pre>${JSON.stringify(request)}</pre>`,
    direction: 'rtl',
    isThere: true,
  }),
  drawWorld: async () => '<svg/>',
  close: async () => undefined,
}
