// The routes, for browser and server; the code of each page loads when it is first opened.
import { type ComponentType, lazy, type ReactNode } from 'react'
import { openDesks, openWords } from '../i18n/languages.ts'

/** The values of the named segments of a pattern. */
export type PageParams = Readonly<Record<string, string | undefined>>

type Draw = (params: PageParams) => ReactNode

export type Page = {
  /** Segments separated by slashes; `:name` matches one segment, `:name?` one or none. */
  readonly pattern: string
  /** The page is complete without script: the server renders it. */
  readonly readsWithoutScript: boolean
  /** Resolves when the page can be rendered synchronously. */
  readonly load: () => Promise<Draw>
  /** Null until the page is loaded. */
  readonly loaded: () => Draw | null
  /** Loads the page while rendering (Suspense). */
  readonly Later: ComponentType<{ readonly params: PageParams }>
}

/** A page for organizers, hosts and directors: loads their messages too. */
function desk(pattern: string, open: () => Promise<Draw>, readsWithoutScript = false): Page {
  return page(pattern, () => Promise.all([open(), openDesks()]).then(([draw]) => draw), readsWithoutScript)
}

function page(pattern: string, open: () => Promise<Draw>, readsWithoutScript = false): Page {
  let draw: Draw | null = null
  const load = async () => {
    draw ??= await open()
    return draw
  }
  const Later = lazy(async () => {
    const drawn = await load()
    return { default: ({ params }: { readonly params: PageParams }) => drawn(params) }
  })
  return { pattern, readsWithoutScript, load, loaded: () => draw, Later }
}

/** A page about what is stored about a participant, or that clears the device: loads those messages too. */
function own(pattern: string, open: () => Promise<Draw>): Page {
  return page(pattern, () => Promise.all([open(), openWords('own')]).then(([draw]) => draw), true)
}

const notFound = page(
  '*',
  () =>
    import('./pages/not-found-page.tsx').then(({ NotFoundPage }) => () => <NotFoundPage />),
  true,
)

/** The first match wins. */
const pages: readonly Page[] = [
  page(
    '/',
    () =>
      import('./pages/home-page.tsx').then(({ HomePage }) => () => <HomePage />),
    true,
  ),
  page(
    '/about',
    () =>
      import('./pages/about-page.tsx').then(({ AboutPage }) => () => <AboutPage />),
    true,
  ),
  desk(
    '/help/:page?',
    () =>
      import('./pages/help-page.tsx').then(({ HelpPage }) => ({ page }) => <HelpPage page={page} />),
    true,
  ),
  desk('/claim', () =>
    import('./pages/claim-page.tsx').then(({ ClaimPage }) => () => <ClaimPage />),
  ),
  desk('/new', () =>
    import('./pages/new-gathering-page.tsx').then(({ NewGatheringPage }) => () => <NewGatheringPage />),
  ),
  own('/clear', () =>
    import('./pages/clear-page.tsx').then(({ ClearPage }) => () => <ClearPage isDone={false} />),
  ),
  own('/cleared', () =>
    import('./pages/clear-page.tsx').then(({ ClearPage }) => () => <ClearPage isDone />),
  ),
  desk(
    '/panic',
    () =>
      import('./pages/panic-page.tsx').then(({ PanicPage }) => () => <PanicPage slug={null} />),
    true,
  ),
  page(
    '/g/:slug',
    () =>
      import('./pages/gathering-page.tsx').then(({ GatheringPage }) => ({ slug = '' }) => (
        <GatheringPage slug={slug} />
      )),
    true,
  ),
  page('/g/:slug/preview', () =>
    import('./pages/gathering-page.tsx').then(({ GatheringPage }) => ({ slug = '' }) => (
      <GatheringPage slug={slug} isPreview />
    )),
  ),
  page(
    '/g/:slug/come',
    () =>
      import('./pages/come-page.tsx').then(({ ComePage }) => ({ slug = '' }) => <ComePage slug={slug} />),
    true,
  ),
  page(
    '/g/:slug/watch',
    () =>
      import('./pages/watch-page.tsx').then(({ WatchPage }) => ({ slug = '' }) => <WatchPage slug={slug} />),
    true,
  ),
  page('/g/:slug/reply', () =>
    import('./pages/reply-page.tsx').then(({ ReplyPage }) => ({ slug = '' }) => <ReplyPage slug={slug} />),
  ),
  own('/g/:slug/reply/:secret', () =>
    import('./pages/plain-reply-page.tsx').then(({ PlainReplyPage }) => ({ slug = '' }) => (
      <PlainReplyPage slug={slug} />
    )),
  ),
  desk('/g/:slug/propose', () =>
    import('./pages/propose-page.tsx').then(({ ProposePage }) => ({ slug = '' }) => (
      <ProposePage slug={slug} />
    )),
  ),
  desk(
    '/g/:slug/propose/plain',
    () =>
      import('./pages/plain-propose-page.tsx').then(({ PlainProposePage }) => ({ slug = '' }) => (
        <PlainProposePage slug={slug} />
      )),
    true,
  ),
  desk('/g/:slug/host', () =>
    import('./pages/host-page.tsx').then(({ HostPage }) => ({ slug = '' }) => <HostPage slug={slug} />),
  ),
  desk(
    '/g/:slug/panic',
    () =>
      import('./pages/panic-page.tsx').then(({ PanicPage }) => ({ slug = '' }) => <PanicPage slug={slug} />),
    true,
  ),
  desk('/g/:slug/control', () =>
    import('./pages/control-page.tsx').then(({ ControlPage }) => ({ slug = '' }) => (
      <ControlPage slug={slug} />
    )),
  ),
  desk('/g/:slug/organize/:part?', () =>
    import('./pages/organize-page.tsx').then(({ OrganizePage }) => ({ slug = '', part }) => (
      <OrganizePage slug={slug} part={part} />
    )),
  ),
  page(
    '/g/:slug/programme',
    () =>
      import('./pages/programme-page.tsx').then(({ ProgrammePage }) => ({ slug = '' }) => (
        <ProgrammePage slug={slug} />
      )),
    true,
  ),
  desk('/g/:slug/projector', () =>
    import('./pages/projector-page.tsx').then(({ ProjectorPage }) => ({ slug = '' }) => (
      <ProjectorPage slug={slug} />
    )),
  ),
  desk('/g/:slug/wall', () =>
    import('./pages/wall-page.tsx').then(({ WallPage }) => ({ slug = '' }) => <WallPage slug={slug} />),
  ),
  page('/g/:slug/:meetingId/poster', () =>
    import('./pages/poster-page.tsx').then(({ PosterPage }) => ({ slug = '', meetingId = '' }) => (
      <PosterPage slug={slug} meetingId={meetingId} />
    )),
  ),
  page(
    '/g/:slug/:meetingId',
    () =>
      import('./pages/meeting-page.tsx').then(({ MeetingPage }) => ({ slug = '', meetingId = '' }) => (
        <MeetingPage slug={slug} meetingId={meetingId} />
      )),
    true,
  ),
]

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function match(pattern: string, path: string): PageParams | null {
  const [wanted, found] = [pattern, path].map((text) => text.split('/').filter((part) => part !== ''))
  if (wanted === undefined || found === undefined || found.length > wanted.length) return null
  const params = new Map<string, string | undefined>()
  for (const [index, part] of wanted.entries()) {
    const given = found[index]
    if (given === undefined && !part.endsWith('?')) return null
    if (part.startsWith(':'))
      params.set(part.replace(/^:|\?$/g, ''), given === undefined ? given : unescaped(given))
    else if (part !== given) return null
  }
  return Object.fromEntries(params)
}

/** Always returns a page; for an unknown address the not-found page. */
export function findPage(path: string): {
  readonly page: Page
  readonly params: PageParams
  readonly isThere: boolean
} {
  for (const candidate of pages) {
    const params = match(candidate.pattern, path)
    if (params !== null) return { page: candidate, params, isThere: true }
  }
  return { page: notFound, params: {}, isThere: false }
}
