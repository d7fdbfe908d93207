// Browser entry point: opens the socket first, because it needs no UI and takes a round trip; the UI loads meanwhile.
import { learnClocks } from '#shared/domain/zone-clock.ts'
import type { DrawnPage } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { readConnection } from '../sync/connection.ts'
import { createSync } from '../sync/create-sync.ts'
import { browserOutbox } from '../sync/outbox-storage.ts'
import { paceOf } from './pace.ts'
import { leavePlainReply } from './plain-reply-address.ts'
import { keepPress } from './replay-press.ts'
import { reportBug } from './report-bug.ts'
import '../look/tokens.css'
import '../look/base.css'

function readEmbedded<Value>(id: string): Value | null {
  const element = document.getElementById(id)
  return element === null ? null : (JSON.parse(element.textContent ?? 'null') as Value | null)
}

/** Registers inlined style sheets under their file names, so that the loader does not fetch them again. */
function nameInlineStyles(): void {
  const files = document.querySelector<HTMLStyleElement>('style[data-files]')?.dataset['files']?.split(' ')
  for (const file of files ?? []) {
    const sheet = document.createElement('link')
    sheet.rel = 'stylesheet'
    sheet.disabled = true
    sheet.href = `/${file}`
    document.head.append(sheet)
  }
}

keepPress()
nameInlineStyles()
leavePlainReply()
const drawn = readEmbedded<DrawnPage>('drawn')
const initial = readEmbedded<Snapshot>('snapshot')
// Before anything is rendered, on every page.
learnClocks(initial?.clocks)
learnClocks(drawn?.summaries?.map(({ clock }) => clock))
const sync = createSync({
  outboxStorage: browserOutbox(),
  initial,
  onBug: (error) => reportBug(error, 'update'),
  pace: paceOf(window, readConnection()),
})
// The page will request the gathering that the server rendered, so request it now.
if (drawn !== null && drawn.form === null && initial !== null)
  sync.openAhead({ gathering: initial.gathering.slug, as: 'public' })

void import('./start-screen.tsx').then(({ startScreen }) => startScreen(sync, drawn))
