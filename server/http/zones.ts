// The clocks of all zones over HTTP, for times that an organizer types or imports without a gathering on screen.
import type { Hono } from 'hono'
import type { Clock } from '../clock-and-ids.ts'
import { createTtlCache } from '../ttl-cache.ts'
import { zoneDataFacts } from '../zone-data.ts'
import { allZones } from '../zones/zone-rules.ts'
import { answerKept, makeAnswer, packingOf } from './cached-response.ts'

const json = 'application/json; charset=utf-8'
/** From the January before last until this many years ahead. */
const yearsAhead = 12

export function addZones(app: Hono, { clock }: { readonly clock: Clock }): void {
  const cached = createTtlCache(clock)

  app.get('/api/zones', async (context) => {
    const packing = packingOf(context)
    const made = await cached(`zones ${packing}`, () => {
      const year = new Date(clock.now()).getUTCFullYear()
      const zones = allZones(Date.UTC(year - 1, 0, 1), Date.UTC(year + yearsAhead, 0, 1))
      return makeAnswer(JSON.stringify({ rules: zoneDataFacts(clock.now()), zones }), {
        type: json,
        packing,
        maxAgeS: 3600,
      })
    })
    return answerKept(context, made)
  })
}
