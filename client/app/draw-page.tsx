// Entry point of the server build: renders the same pages to HTML. Built separately and imported by its path.
import { renderToString } from 'react-dom/server'
import { forgetClocks, learnClocks } from '#shared/domain/zone-clock.ts'
import type { PagesBuild } from '#shared/protocol/drawn-page.ts'
import { drawWorldFile } from '../components/world/world-file.ts'
import { loadMarkdown } from '../features/gathering/later-markdown.tsx'
import { languages as interfaceLanguages } from '../i18n/languages.ts'
import { setFrameHosts } from '../sync/installation.ts'
import { createStillSync } from '../sync/static-sync.ts'
import { App } from './app.tsx'
import { loadI18n } from './language.ts'
import { findPage } from './page-table.tsx'

export const languages: PagesBuild['languages'] = interfaceLanguages

export const drawPage: PagesBuild['drawPage'] = async (request) => {
  setFrameHosts(request.frameHosts)
  const { page, isThere } = findPage(request.path)
  if (!page.readsWithoutScript) return null
  const [i18n] = await Promise.all([loadI18n(request.language), page.load(), loadMarkdown()])
  // After the last `await`: forget clocks of earlier pages, because the browser only has what comes with this one.
  forgetClocks()
  learnClocks([
    ...(request.summaries ?? []).map(({ clock }) => clock),
    ...(request.snapshot?.clocks ?? []),
    request.ticket?.ticket.clock,
  ])
  const html = renderToString(
    <App
      sync={createStillSync(request.now, request.snapshot)}
      firstI18n={i18n}
      drawn={request}
      path={request.path}
    />,
  )
  return { html, direction: i18n.direction, isThere }
}

export const drawWorld: PagesBuild['drawWorld'] = drawWorldFile
