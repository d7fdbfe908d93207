// The source of a request that Hono handles.
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Source, Sources } from '../sources/sources.ts'

export function sourceOf(context: Context, sources: Sources): Source | null {
  return sources.of((context.env as HttpBindings).incoming)
}
