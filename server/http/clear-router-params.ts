// Removes parts of URLs from the router, which keeps those of each route's last request: names of gatherings, keys of feeds.
import type { Hono } from 'hono'
import type { Forgettable } from '../clearable-caches.ts'

/** Placeholders for a URL part; the first that a route accepts is used. */
const fillers = [
  '-',
  '-.ics',
  '-.png',
  '-.svg',
  '-.json',
  '-.xml',
  '-.atom',
  '-.js',
  '-.css',
  'en',
  '1',
  'aaaaaaaa',
]

/** `clear` matches each route once against a placeholder URL, without calling a handler. */
export function createParamsForgetter(app: Pick<Hono, 'routes' | 'router'>): Forgettable {
  return {
    clear: () => {
      for (const { method, path } of app.routes) app.router.match(method, filled(path))
    },
  }
}

function filled(path: string): string {
  return path
    .replace(/:[^/{?]+(?:\{([^}]*(?:\{[^}]*\}[^}]*)*)\})?\??/g, (_all, pattern?: string) => {
      if (pattern === undefined) return '-'
      return fillers.find((each) => new RegExp(`^(?:${pattern})$`).test(each)) ?? '-'
    })
    .replaceAll('*', '-')
}
