// Answers 405 to a method that a path does not have, with the methods that it has (RFC 9110 §15.5.6).
import type { Hono } from 'hono'

/** Covers every path added before this call; page routes accept any path, so they are added after it. */
export function refuseOtherMethods(app: Hono): void {
  const methods = new Map<string, Set<string>>()
  for (const { path, method } of app.routes) {
    if (method === 'ALL' || path.includes('*')) continue
    const known = methods.get(path) ?? new Set()
    known.add(method)
    if (method === 'GET') known.add('HEAD')
    methods.set(path, known)
  }
  for (const [path, known] of methods) {
    const allow = [...known].sort().join(', ')
    app.all(path, (context, next) => {
      const { method } = context.req
      // A known method's handler may pass the request on to a later one, as the pages do.
      if (known.has(method)) return next()
      if ((method === 'GET' || method === 'HEAD') && !path.startsWith('/api/')) return next()
      return context.json({ ok: false, reason: 'method-not-allowed' }, 405, { Allow: allow })
    })
  }
}
