// Starts the client in a browser: settings, language, the socket, then the first page.
import { createRoot } from 'react-dom/client'
import type { Snapshot } from '#shared/protocol/views.ts'
import { createSync } from '../sync/create-sync.ts'
import { browserOutbox } from '../sync/outbox-storage.ts'
import { readSession } from '../sync/session.ts'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { paceOf } from './pace.ts'
import '../look/fonts.css'
import '../look/tokens.css'
import '../look/base.css'

function initialSnapshot(): Snapshot | null {
  const element = document.getElementById('snapshot')
  return element === null ? null : (JSON.parse(element.textContent ?? 'null') as Snapshot | null)
}

async function start(): Promise<void> {
  const sync = createSync({
    outboxStorage: browserOutbox(),
    initial: initialSnapshot(),
    pace: paceOf(window, navigator as Parameters<typeof paceOf>[1]),
  })
  void readSession()
  await startLanguage()
  const root = document.getElementById('root')
  if (root !== null) createRoot(root).render(<App sync={sync} />)
}

void start()
