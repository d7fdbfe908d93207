// Takes parts of addresses out of the router, which keeps those of the last request to each route: names of gatherings, keys of feeds.
import type { Hono } from 'hono'
import type { Forgettable } from '../forgettable.ts'

/** What stands for a part of an address; the first that a route takes. */
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

/** `clear` matches each route once against an address of nothing, which no handler hears of. */
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
