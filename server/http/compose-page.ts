// Composes a page: server-rendered HTML if the page works without script, the client's shell, and the data for hydration.
import type { PageRequest } from '#shared/protocol/drawn-page.ts'
import { escapeHtml } from './escape.ts'
import type { PageDrawer } from './page-drawer.ts'
import type { Asked } from './page-reader.ts'
import { pageShell } from './page-shell.ts'
import type { Assets } from './static-assets.ts'

/** `isThere`: false for a not-found page. */
export type Composed = { readonly html: string; readonly isThere: boolean }

/** `asked.pathname` is canonical (`page-path.ts`). Rejects with `TooBusy` if too many pages wait to be rendered. */
export type ComposePage = (asked: Asked, content: PageContent) => Promise<Composed>

export type PageContent = Pick<PageRequest, 'snapshot'> &
  Partial<Pick<PageRequest, 'summaries' | 'form' | 'proposal' | 'runs' | 'ticket' | 'panic' | 'watch'>> & {
    /** Epoch ms; the page's clock until the browser's own takes over. */
    readonly now: number
    /** False: the page is sent empty, and the browser renders it. */
    readonly isDrawn?: boolean
  }

export function createComposePage(
  assets: Assets,
  drawer: PageDrawer | null,
  frameHosts: readonly string[],
): ComposePage {
  return async (asked, { isDrawn = true, now, snapshot, ...more }) => {
    const { summaries = null, form = null, proposal = null, runs = null, ticket = null, panic = null } = more
    const { watch = null } = more
    const { interfaceLanguage: language, origin, pathname } = asked
    const request: PageRequest = {
      path: pathname,
      language,
      now,
      origin,
      snapshot,
      summaries,
      form,
      proposal,
      runs,
      ticket,
      panic,
      watch,
      frameHosts,
    }
    const drawn = isDrawn ? await drawer?.draw(request) : null
    const shell = {
      snapshot,
      language: drawer === null ? asked.language : language,
      preloads: `${assets.preloads.tagsFor(pathname, language)}\n    ${assets.preloads.noScriptTags}${plainInstead(asked)}`,
      origin,
      pathname,
      frameHosts,
      now,
    }
    if (drawn == null) return { html: pageShell(assets.template, { ...shell, drawn: null }), isThere: true }
    const page = pageShell(assets.template, {
      ...shell,
      drawn: {
        html: keepLanguage(drawn.html, asked.linkLanguage),
        direction: drawn.direction,
        page: { path: pathname, language, now, summaries, form, proposal, runs, panic, watch },
      },
    })
    return { html: assets.preloads.styles.put(page), isThere: drawn.isThere }
  }
}

/** For a page that needs script: redirects browsers without script to its equivalent that does not. */
function plainInstead({ pathname, linkLanguage }: Asked): string {
  if (!/^\/g\/[^/]+\/propose$/.test(pathname)) return ''
  const query = linkLanguage === null ? '' : `?lang=${encodeURIComponent(linkLanguage)}`
  return `<noscript><meta http-equiv="refresh" content="0; url=${escapeHtml(pathname)}/plain${query}"></noscript>`
}

/** Without script, only our own links can carry the requested language to the next page. */
function keepLanguage(html: string, language: string | null): string {
  if (language === null) return html
  return html.replace(/ href="(\/(?!assets\/)[^"?#]*)"/g, ` href="$1?lang=${encodeURIComponent(language)}"`)
}
