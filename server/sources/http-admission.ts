// Admission of HTTP requests: a request over its source's budget is delayed, or refused with 429 when a delay is not enough.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { escapeHtml } from '../http/escape.ts'
import { interfaceLanguage } from '../http/known-language.ts'
import { wordsIn } from '../words/words.ts'
import { costOf, costOfBody } from './request-costs.ts'
import { answerAs } from './request-source.ts'
import type { SourceBudgets } from './source-budgets.ts'
import type { Sources } from './sources.ts'

export type Admit = (request: IncomingMessage, response: ServerResponse, answer: () => void) => void

/** Calls `answer` now or later, or answers 429 with `Retry-After` (RFC 6585 §4) itself. */
export function createAdmission(sources: Sources, budgets: SourceBudgets): Admit {
  return (request, response, answerNow) => {
    const cost = costOf(request.url ?? '/') + costOfBody(request.headers)
    const source = sources.of(request)
    const answer = () => answerAs(source, answerNow)
    if (source === null || cost === 0) return answer()
    const spent = budgets.spend(source, 'reading', cost)
    if (!spent.ok) return refuse(request, response, spent.retryAfterMs)
    if (spent.waitMs === 0) return answer()
    const timer = setTimeout(answer, spent.waitMs)
    // The client is gone.
    response.once('close', () => clearTimeout(timer))
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, retryAfterMs: number): void {
  const seconds = Math.ceil(retryAfterMs / 1000)
  const isPage = request.headers.accept?.includes('text/html') ?? false
  response.writeHead(429, {
    'Retry-After': seconds,
    'Cache-Control': 'no-store',
    ...(isPage
      ? { 'Content-Type': 'text/html; charset=utf-8', Refresh: seconds }
      : { 'Content-Type': 'application/json' }),
  })
  response.end(
    isPage ? waitPage(request) : JSON.stringify({ ok: false, reason: 'busy', retryAfterMs: seconds * 1000 }),
  )
  // Drains the body: an unread one would block the connection.
  request.resume()
}

/** Reloads itself by its `Refresh` header, even without JavaScript. */
function waitPage({ headers }: IncomingMessage): string {
  const words = wordsIn(interfaceLanguage(undefined, headers['accept-language']))
  const text = escapeHtml(words.t('refusal.busy'))
  return `<!doctype html><html lang="${words.language}" dir="${words.direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text}</title><p>${text}</p></html>`
}
