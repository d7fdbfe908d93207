// Renders the first page in the reader's language; hydrates it if the server rendered it.
import { createRoot, hydrateRoot } from 'react-dom/client'
import type { DrawnPage } from '#shared/protocol/drawn-page.ts'
import faces from '../look/fonts.css?url'
import type { Sync } from '../sync/create-sync.ts'
import { readFrameHosts } from '../sync/installation.ts'
import { readSession } from '../sync/session.ts'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { findPage } from './page-table.tsx'
import { isLoadError, renewIfOld } from './reload-after-deploy.ts'
import { reportBug } from './report-bug.ts'
import { noticeTyping } from './restore-typed.ts'

/** Loads fonts after the scripts, so that on a slow connection text and buttons come first; fallback fonts have the same widths. */
function fetchFaces(): void {
  const sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = faces
  document.head.append(sheet)
}

/** The server renders only the calendar's list; other views and filters in the address are rendered by the browser. */
function asksForAnotherView(): boolean {
  const asked = [...new URLSearchParams(location.search).keys()]
  return location.pathname === '/' && asked.some((name) => name !== 'lang')
}

/** Preloads a participant's next pages and the settings, so that they open even if the network is lost. */
function fetchTheNext(path: string): void {
  if (!/^\/g\/[^/]+(?:\/[^/]+)?\/?$/.test(path)) return
  const next = [
    import('./pages/meeting-page.tsx'),
    import('./pages/reply-page.tsx'),
    import('./settings-dialog.tsx'),
  ]
  // A failed preload is fetched again, and its failure shown, when it is needed.
  void Promise.allSettled(next)
}

/** Reports errors outside of rendering: in event handlers, in timers. Network failures are not bugs. */
function reportStrayBugs(): void {
  addEventListener('error', ({ error }) => error instanceof Error && reportBug(error, 'other'))
  addEventListener('unhandledrejection', ({ reason }) => {
    if (isLoadError(reason)) void renewIfOld()
    else if (reason instanceof Error && !/fetch|network|load|abort/i.test(`${reason.name} ${reason.message}`))
      reportBug(reason, 'other')
  })
}

/** React wraps an error thrown during hydration and then renders in the browser; a second throw is reported there. */
function reportHydration(error: unknown): void {
  reportBug(error instanceof Error && error.cause instanceof Error ? error.cause : error, 'drawing')
}

/** `drawn`: the data from which the server rendered the page; null if it rendered none. */
export async function startScreen(sync: Sync, drawn: DrawnPage | null): Promise<void> {
  noticeTyping()
  reportStrayBugs()
  void readSession()
  readFrameHosts()
  const path = location.pathname
  const [firstI18n] = await Promise.all([
    startLanguage(),
    // A failure to load is handled, and shown, when the page renders.
    findPage(path)
      .page.load()
      .catch(() => undefined),
  ])
  fetchFaces()
  const root = document.getElementById('root')
  if (root === null) return
  const isOurs =
    drawn !== null && drawn.path === path && drawn.language === firstI18n.language && !asksForAnotherView()
  const from = drawn === null ? null : { ...drawn, origin: location.origin, ticket: null }
  const app = <App sync={sync} firstI18n={firstI18n} drawn={from} />
  // In another language than the server guessed, or at another address: render from scratch.
  if (isOurs) hydrateRoot(root, app, { onRecoverableError: reportHydration })
  else createRoot(root).render(app)
  fetchTheNext(path)
}
