// Draws the first page: in the reader's language, taken over from the server where it drew it.
import { createRoot, hydrateRoot } from 'react-dom/client'
import type { DrawnPage } from '#shared/protocol/drawn-page.ts'
import faces from '../look/fonts.css?url'
import type { Sync } from '../sync/create-sync.ts'
import { readFrameHosts } from '../sync/installation.ts'
import { readSession } from '../sync/session.ts'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { findPage } from './page-table.tsx'
import { isLoadError, renewIfOld } from './renewed.ts'
import { reportBug } from './report-bug.ts'
import { noticeTyping } from './typed.ts'

/** After the scripts, so that on a slow line words and buttons come first; the stand-ins are as wide, so nothing moves. */
function fetchFaces(): void {
  const sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = faces
  document.head.append(sheet)
}

/** The server draws the calendar's list; its other views and filters stand in the address for the browser. */
function asksForAnotherView(): boolean {
  const asked = [...new URLSearchParams(location.search).keys()]
  return location.pathname === '/' && asked.some((name) => name !== 'lang')
}

/** The rest of a participant's way: whoever loses the network on it still has the next page, and the settings. */
function fetchTheNext(path: string): void {
  if (!/^\/g\/[^/]+(?:\/[^/]+)?\/?$/.test(path)) return
  const next = [
    import('./pages/meeting-page.tsx'),
    import('./pages/reply-page.tsx'),
    import('./settings-dialog.tsx'),
  ]
  // Fetched again, and missed, when it is needed.
  void Promise.allSettled(next)
}

/** Outside of drawing: in an answer to a press, in a timer. What the network makes fail is no bug. */
function reportStrayBugs(): void {
  addEventListener('error', ({ error }) => error instanceof Error && reportBug(error, 'other'))
  addEventListener('unhandledrejection', ({ reason }) => {
    if (isLoadError(reason)) void renewIfOld()
    else if (reason instanceof Error && !/fetch|network|load|abort/i.test(`${reason.name} ${reason.message}`))
      reportBug(reason, 'other')
  })
}

/** React wraps what was thrown while it took over the server's page; it then draws in the browser, and what is thrown again is reported there. */
function reportHydration(error: unknown): void {
  reportBug(error instanceof Error && error.cause instanceof Error ? error.cause : error, 'drawing')
}

/** `drawn`: what the server drew the page from; null where it drew none. */
export async function startScreen(sync: Sync, drawn: DrawnPage | null): Promise<void> {
  noticeTyping()
  reportStrayBugs()
  void readSession()
  readFrameHosts()
  const path = location.pathname
  const [firstI18n] = await Promise.all([
    startLanguage(),
    // What cannot be loaded now is tried again when it is drawn, and said then.
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
  // In another language than the server guessed, or at another address: drawn anew in its place.
  if (isOurs) hydrateRoot(root, app, { onRecoverableError: reportHydration })
  else createRoot(root).render(app)
  fetchTheNext(path)
}
