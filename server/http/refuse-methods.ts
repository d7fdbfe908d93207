// Answers 405 where an address is there and the method is not, with the methods that it has (RFC 9110 §15.5.6).
import type { Hono } from 'hono'

/** For every address that was added before; those of pages, which take any path, are added after. */
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
      // One that is there may leave its answer to what stands behind it, as the pages do.
      if (known.has(method)) return next()
      if ((method === 'GET' || method === 'HEAD') && !path.startsWith('/api/')) return next()
      return context.json({ ok: false, reason: 'method-not-allowed' }, 405, { Allow: allow })
    })
  }
}
