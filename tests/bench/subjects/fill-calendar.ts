// Inserts very many published gatherings, each with many cities, into a database at once.
import { sql } from 'kysely'
import { readCities } from '#server/gazetteer/read-cities.ts'
import { insertGathering } from '#server/store/gathering-rows.ts'
import { noLinkUp } from '#server/store/link-up-columns.ts'
import { insertMeeting } from '#server/store/meeting-rows.ts'
import { openStore } from '#server/store/open-store.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { neverMoved, noCounts } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { createRandom } from '../../support/random.ts'

export type FilledCalendar = {
  readonly gatherings: number
  /** Per gathering. */
  readonly cities: number
  /** Epoch ms of the first and of the last gathering. */
  readonly from: number
  readonly to: number
}

const seed = 21
/** Cities are taken from this many of the world's largest. */
const mostPlaces = 600
const words = ['ملتقى', 'ساعة', 'نداء', 'حوار', 'مدن', 'معًا', 'ميثاق', 'صوت']

/** Spread evenly over the time. Nothing else may use the folder meanwhile. */
export async function fillCalendar(dataDirectory: string, filled: FilledCalendar): Promise<void> {
  const random = createRandom(seed)
  const places = (await readCities())
    .map(({ place }) => place)
    .sort((one, other) => other.population - one.population)
    .slice(0, mostPlaces)
  const store = await openStore(dataDirectory)
  try {
    // Data lost in a power cut can be generated again.
    await sql`pragma synchronous = OFF`.execute(store.db)
    await store.db.transaction().execute(async (transaction) => {
      for (let index = 0; index < filled.gatherings; index += 1) {
        const start = Math.floor(random.next() * places.length)
        const chosen = Array.from(
          { length: filled.cities },
          (_, city) => places[(start + city * 7) % places.length] as Place,
        )
        const gatheringId = `bench-gathering-${String(index).padStart(6, '0')}`
        await insertGathering(transaction, gatheringOf(gatheringId, index, chosen, filled))
        for (const [city, place] of chosen.entries()) {
          await insertMeeting(transaction, meetingOf(gatheringId, city, place))
        }
      }
    })
  } finally {
    await store.close()
  }
}

function gatheringOf(gatheringId: string, index: number, places: readonly Place[], filled: FilledCalendar) {
  const share = filled.gatherings === 1 ? 0 : index / (filled.gatherings - 1)
  const hourMs = 3_600_000
  const startsAt = Math.round((filled.from + share * (filled.to - filled.from)) / hourMs) * hourMs
  const title = `${words[index % words.length]} ${words[(index * 3 + 1) % words.length]} ${index}`
  return {
    gathering: {
      gatheringId,
      slug: `bench-${index}`,
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 2 * hourMs,
      ...firstPlan,
      leadPlace: places[0] ?? null,
      languages: ['ar', 'en'],
      texts: {
        ar: { ...emptyText, title, slogan: 'نلتقي في ساعة واحدة', statement: 'نداء. '.repeat(400) },
        en: { ...emptyText, title: `Gathering ${index}`, slogan: 'One hour, many cities' },
      },
      publishedAt: startsAt - 30 * 24 * hourMs,
    },
    stage: emptyStage,
    linkUp: noLinkUp,
    version: 1,
    nextQueueOrder: 1,
    createdAt: startsAt - 40 * 24 * hourMs,
    purgeAt: null,
    purgedAt: null,
    purgedVersion: 0,
  } as const
}

function meetingOf(gatheringId: string, city: number, place: Place) {
  const meetingId = `${gatheringId}-${city}`
  return {
    meeting: {
      meetingId,
      gatheringId,
      status: 'approved',
      place,
      ...neverMoved,
      hostAlias: 'Nour',
      venue: '',
      address: '',
      note: '',
      capacity: null,
      languages: city % 5 === 0 ? ['ar', 'en'] : ['ar'],
      doorsMinutesBefore: 30,
      exposure: exposurePresets.open,
      admission: 'open',
      declineReason: '',
      streams: [],
      link: { status: 'off', since: 0 },
      counts: { ...noCounts, confirmed: (city * 13) % 90 },
    },
    hostHash: null,
    arrivalCode: 'A84ZFP',
    invitation: `i_${meetingId}`,
    doorKey: meetingId,
    proposedAt: 0,
  } as const
}
