// Which page stands at which address. Each page is loaded when it is first opened.
import { lazy, Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { useStore } from 'zustand'
import { I18nProvider } from '../i18n/use-i18n.tsx'
import type { Sync } from '../sync/create-sync.ts'
import { SyncProvider } from '../sync/use-sync.ts'
import { i18nStore } from './language.ts'
import { useInnerLinks } from './links.ts'
import { LostPageBoundary } from './lost-page.tsx'
import { Shell } from './shell.tsx'

const HomePage = lazy(() => import('./pages/home-page.tsx').then((m) => ({ default: m.HomePage })))
const GatheringPage = lazy(() =>
  import('./pages/gathering-page.tsx').then((m) => ({ default: m.GatheringPage })),
)
const MeetingPage = lazy(() => import('./pages/meeting-page.tsx').then((m) => ({ default: m.MeetingPage })))
const PosterPage = lazy(() => import('./pages/poster-page.tsx').then((m) => ({ default: m.PosterPage })))
const ReplyPage = lazy(() => import('./pages/reply-page.tsx').then((m) => ({ default: m.ReplyPage })))
const ProposePage = lazy(() => import('./pages/propose-page.tsx').then((m) => ({ default: m.ProposePage })))
const HostPage = lazy(() => import('./pages/host-page.tsx').then((m) => ({ default: m.HostPage })))
const OrganizePage = lazy(() =>
  import('./pages/organize-page.tsx').then((m) => ({ default: m.OrganizePage })),
)
const NewGatheringPage = lazy(() =>
  import('./pages/new-gathering-page.tsx').then((m) => ({ default: m.NewGatheringPage })),
)
const ClaimPage = lazy(() => import('./pages/claim-page.tsx').then((m) => ({ default: m.ClaimPage })))
const AboutPage = lazy(() => import('./pages/about-page.tsx').then((m) => ({ default: m.AboutPage })))
const NotFoundPage = lazy(() =>
  import('./pages/not-found-page.tsx').then((m) => ({ default: m.NotFoundPage })),
)

export function App({ sync }: { readonly sync: Sync }) {
  const i18n = useStore(i18nStore, (state) => state.i18n)
  if (i18n === null) return null
  return (
    <I18nProvider value={i18n}>
      <SyncProvider value={sync}>
        <Router>
          <InnerLinks />
          <LostPageBoundary>
            <Suspense fallback={<Shell>{null}</Shell>}>
              <Switch>
                <Route path="/" component={HomePage} />
                <Route path="/about" component={AboutPage} />
                <Route path="/claim" component={ClaimPage} />
                <Route path="/new" component={NewGatheringPage} />
                <Route path="/g/:slug">{({ slug }) => <GatheringPage slug={slug} />}</Route>
                <Route path="/g/:slug/preview">{({ slug }) => <GatheringPage slug={slug} isPreview />}</Route>
                <Route path="/g/:slug/reply">{({ slug }) => <ReplyPage slug={slug} />}</Route>
                <Route path="/g/:slug/propose">{({ slug }) => <ProposePage slug={slug} />}</Route>
                <Route path="/g/:slug/host">{({ slug }) => <HostPage slug={slug} />}</Route>
                <Route path="/g/:slug/organize/:part?">
                  {({ slug, part }) => <OrganizePage slug={slug} part={part} />}
                </Route>
                <Route path="/g/:slug/:meetingId/poster">
                  {({ slug, meetingId }) => <PosterPage slug={slug} meetingId={meetingId} />}
                </Route>
                <Route path="/g/:slug/:meetingId">
                  {({ slug, meetingId }) => <MeetingPage slug={slug} meetingId={meetingId} />}
                </Route>
                <Route>
                  <NotFoundPage />
                </Route>
              </Switch>
            </Suspense>
          </LostPageBoundary>
        </Router>
      </SyncProvider>
    </I18nProvider>
  )
}

function InnerLinks() {
  useInnerLinks()
  return null
}
