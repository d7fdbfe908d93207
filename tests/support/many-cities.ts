// A gathering in any number of real towns, inserted directly into the store before the server starts.
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
import { makeTestId, openPlan } from './test-gathering.ts'

/** Takes larger towns at equal steps through the list, so that they cluster where people live. */
async function largerTowns(wanted: number): Promise<readonly Place[]> {
  const towns = (await readCities()).filter(({ place }) => place.population > 100_000)
  const step = Math.floor(towns.length / wanted)
  return towns
    .filter((_, index) => index % step === 0)
    .slice(0, wanted)
    .map(({ place }) => place)
}

export async function putGathering(
  dataDirectory: string,
  { slug, startsAt, cities }: { readonly slug: string; readonly startsAt: number; readonly cities: number },
): Promise<void> {
  const places = await largerTowns(cities)
  const store = await openStore(dataDirectory)
  const gatheringId = makeTestId()
  await insertGathering(store.db, {
    gathering: {
      gatheringId,
      slug,
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 2 * 3_600_000,
      ...firstPlan,
      leadPlace: places[0] ?? null,
      languages: ['en'],
      texts: {
        en: {
          ...emptyText,
          title: 'Everywhere',
          agenda: [
            { title: 'Opening', minutes: 30 },
            { title: 'Talks', minutes: 90 },
          ],
        },
      },
      publishedAt: 0,
    },
    stage: emptyStage,
    linkUp: noLinkUp,
    version: 0,
    nextQueueOrder: 1,
    createdAt: 0,
    purgeAt: null,
    purgedAt: null,
    purgedVersion: 0,
  })
  for (const [index, place] of places.entries()) {
    await insertMeeting(store.db, {
      meeting: {
        ...openPlan,
        admission: 'open',
        exposure: index % 9 === 8 ? exposurePresets.vetted : exposurePresets.open,
        meetingId: makeTestId(),
        gatheringId,
        status: 'approved',
        ...neverMoved,
        place,
        declineReason: '',
        streams: [],
        link: { status: 'off', since: 0 },
        counts: { ...noCounts, confirmed: 5 + ((index * 37) % 400) },
      },
      hostHash: null,
      arrivalCode: '',
      invitation: '',
      doorKey: '',
      proposedAt: index,
    })
  }
  await store.close()
}
