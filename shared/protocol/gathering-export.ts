// Exports a gathering as JSON: its texts, date and cities, without any personal data.
import { z } from 'zod'
import { placeName } from '../domain/place.ts'
import { gatheringEdit } from './commands/gathering.ts'
import { placeId } from './fields.ts'
import { limits } from './limits.ts'
import type { Snapshot } from './views.ts'

const { startsAt, lengthMs, clockRule, leadPlaceId, languages, texts } = gatheringEdit.required().shape

export const gatheringExport = z.object({
  format: z.literal('multaqa-gathering'),
  version: z.literal(1),
  gathering: z.object({ startsAt, lengthMs, clockRule, leadPlaceId, languages, texts }),
  /** GeoNames ids, with an English name for people who read the file. */
  cities: z.array(z.object({ placeId, name: z.string().max(200) })).max(limits.meetings),
})

export type GatheringExport = z.input<typeof gatheringExport>

/** `snapshot`: the public one. Omits hosts, venues, addresses and numbers: the new organizers have their own. */
export function exportOf({ gathering, meetings }: Snapshot): GatheringExport {
  return {
    format: 'multaqa-gathering',
    version: 1,
    gathering: {
      startsAt: gathering.startsAt,
      lengthMs: gathering.lengthMs,
      clockRule: gathering.clockRule,
      leadPlaceId: gathering.leadPlace?.placeId ?? null,
      languages: [...gathering.languages],
      texts: Object.fromEntries(
        Object.entries(gathering.texts).map(([language, text]) => [
          language,
          { ...text, goals: [...text.goals], agenda: [...text.agenda] },
        ]),
      ),
    },
    cities: meetings.map(({ place }) => ({ placeId: place.placeId, name: placeName(place.names, 'en') })),
  }
}
