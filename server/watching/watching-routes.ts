// Routes for monitoring: liveness, readiness and metrics.
import type { Hono } from 'hono'
import type { ClockTrust } from '../jobs/clock-guard.ts'
import type { Sources } from '../sources/sources.ts'
import type { ZoneDataFacts } from '../zone-data.ts'
import type { AddressWatch } from './address-watch.ts'
import type { DiskTrouble } from './disk-watch.ts'
import { isBearer } from './metrics.ts'
import type { Readiness } from './readiness.ts'

export type WatchingParts = {
  readonly sources: Pick<Sources, 'trouble'>
  /** Whether scheduled deletions run: they pause while the clock is ahead or behind. */
  readonly clockTrust: () => ClockTrust
  /** Null if there is disk space and nothing failed recently. */
  readonly diskTrouble: () => Promise<DiskTrouble | null>
  readonly addressTrouble: AddressWatch['trouble']
  readonly zoneData: () => ZoneDataFacts
  readonly readiness: () => Promise<Readiness>
  /** Undefined: nobody may read the metrics. */
  readonly metricsToken?: string | undefined
  readonly metricsText: () => string
}

export function addWatching(app: Hono, parts: WatchingParts): void {
  app.get('/healthz', async (context) =>
    context.json({
      ok: true,
      tzdata: parts.zoneData().version,
      zoneRules: parts.zoneData(),
      clock: parts.clockTrust(),
      disk: await parts.diskTrouble(),
      // Null unless a page was opened at another address than PUBLIC_URL within the last hour.
      publicUrl: parts.addressTrouble(),
      // The setting that is missing to tell clients apart; null if none is.
      sources: parts.sources.trouble(),
    }),
  )
  app.get('/readyz', async (context) => {
    const { isReady, reason } = await parts.readiness()
    context.header('Cache-Control', 'no-store')
    return isReady ? context.json({ ok: true }) : context.json({ ok: false, reason }, 503)
  })
  app.get('/metrics', (context) => {
    const { metricsToken } = parts
    context.header('Cache-Control', 'no-store')
    if (metricsToken === undefined) return context.json({ ok: false, reason: 'not-found' }, 404)
    if (!isBearer(context.req.header('authorization'), metricsToken)) {
      context.header('WWW-Authenticate', 'Bearer')
      return context.json({ ok: false, reason: 'not-allowed' }, 401)
    }
    return context.body(parts.metricsText(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })
}
