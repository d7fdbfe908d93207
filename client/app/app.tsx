// The root component: providers, and the page that belongs to the current address.
import { type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { Router, useLocation } from 'wouter'
import { Voice } from '../components/announcer.tsx'
import { PartTroubleProvider } from '../components/error-boundary.tsx'
import type { I18n } from '../i18n/i18n.ts'
import { I18nProvider } from '../i18n/use-i18n.tsx'
import type { Sync } from '../sync/create-sync.ts'
import { type Drawn, DrawnProvider } from '../sync/drawn.ts'
import { SyncProvider } from '../sync/use-sync.ts'
import { useFocusKeeper } from './focus-keeper.ts'
import { i18nStore } from './language.ts'
import { useInnerLinks } from './links.ts'
import { LostPageBoundary, partTrouble } from './load-error.tsx'
import { PageChanges } from './page-changes.tsx'
import { findPage, type Page, type PageParams } from './page-table.tsx'
import { doKeptPress } from './replay-press.ts'
import { restoreTyped } from './restore-typed.ts'
import { Shell } from './shell.tsx'

export type AppProps = {
  readonly sync: Sync
  /** Used for the first render. */
  readonly firstI18n: I18n
  /** The data from which the server rendered the first page; null if it rendered none. */
  readonly drawn: Drawn | null
  /** The address; only set on the server. */
  readonly path?: string
}

export function App({ sync, firstI18n, drawn, path }: AppProps) {
  const i18n = useSyncExternalStore(
    i18nStore.subscribe,
    () => i18nStore.getState().i18n ?? firstI18n,
    () => firstI18n,
  )
  return (
    <I18nProvider value={i18n}>
      <DrawnProvider value={drawn}>
        <SyncProvider value={sync}>
          <Router {...(path === undefined ? {} : { ssrPath: path })}>
            <InnerLinks />
            <PartTroubleProvider value={partTrouble}>
              <LostPageByPath>
                <Suspense fallback={<Shell>{null}</Shell>}>
                  <CurrentPage />
                </Suspense>
              </LostPageByPath>
            </PartTroubleProvider>
            <PageChanges />
            <Voice />
          </Router>
        </SyncProvider>
      </DrawnProvider>
    </I18nProvider>
  )
}

function InnerLinks() {
  useInnerLinks()
  useFocusKeeper()
  return null
}

function LostPageByPath({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation()
  return <LostPageBoundary path={path}>{children}</LostPageBoundary>
}

function CurrentPage() {
  const [path] = useLocation()
  const { page, params } = findPage(path)
  return <OnePage key={keyOf(page, params)} page={page} params={params} />
}

/** Another gathering or city is another page and starts with fresh state. An organizer's page keeps its state: its slug may change. */
function keyOf({ pattern }: Page, { slug, meetingId }: PageParams): string {
  return pattern.includes(':part') ? pattern : [pattern, slug, meetingId].join(' ')
}

/** Keeps rendering the way it started: a page whose code loads meanwhile must not restart. */
function OnePage({ page, params }: { readonly page: Page; readonly params: PageParams }) {
  const [draw] = useState(page.loaded)
  useEffect(markInteractive, [])
  return draw === null ? <page.Later params={params} /> : draw(params)
}

/** From now on buttons work. Until then the style sheet shows that the page is loading, and the last press is kept. */
function markInteractive(): void {
  document.documentElement.dataset['interactive'] = ''
  doKeptPress()
  restoreTyped()
}
