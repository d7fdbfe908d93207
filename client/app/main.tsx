// Starts the client in a browser: settings, language, the socket, then the page, taken over from the server where it drew it.
import { createRoot, hydrateRoot } from 'react-dom/client'
import type { DrawnPage } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import faces from '../look/fonts.css?url'
import { createSync } from '../sync/create-sync.ts'
import { browserOutbox } from '../sync/outbox-storage.ts'
import { readSession } from '../sync/session.ts'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { paceOf } from './pace.ts'
import { findPage } from './page-table.tsx'
import { leavePlainReply } from './plain-reply-address.ts'
import '../look/tokens.css'
import '../look/base.css'

function readEmbedded<Value>(id: string): Value | null {
  const element = document.getElementById(id)
  return element === null ? null : (JSON.parse(element.textContent ?? 'null') as Value | null)
}

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

async function start(): Promise<void> {
  fetchFaces()
  leavePlainReply()
  const drawn = readEmbedded<DrawnPage>('drawn')
  const sync = createSync({
    outboxStorage: browserOutbox(),
    initial: readEmbedded<Snapshot>('snapshot'),
    pace: paceOf(window, navigator as Parameters<typeof paceOf>[1]),
  })
  void readSession()
  const path = location.pathname
  const [firstI18n] = await Promise.all([
    startLanguage(),
    // What cannot be loaded now is tried again when it is drawn, and said then.
    findPage(path)
      .page.load()
      .catch(() => undefined),
  ])
  const root = document.getElementById('root')
  if (root === null) return
  const isOurs =
    drawn !== null && drawn.path === path && drawn.language === firstI18n.language && !asksForAnotherView()
  const from = drawn === null ? null : { ...drawn, origin: location.origin, ticket: null }
  const app = <App sync={sync} firstI18n={firstI18n} drawn={from} />
  // In another language than the server guessed, or at another address: drawn anew in its place.
  if (isOurs) hydrateRoot(root, app)
  else createRoot(root).render(app)
}

void start()
