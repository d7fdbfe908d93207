// Inserts a published gathering of many cities directly into the store.

import { insertGathering } from '#server/store/gathering-rows.ts'
import { noLinkUp } from '#server/store/link-up-columns.ts'
import { insertMeeting } from '#server/store/meeting-rows.ts'
import type { Store } from '#server/store/open-store.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { neverMoved, noCounts } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { makeTestId, openPlan } from '../../support/test-gathering.ts'

export const gatheringId = 'the-gathering'

const place = {
  placeId: 'a-place',
  names: { en: 'A city' },
  countryCode: 'TR',
  latitude: 0,
  longitude: 0,
  timeZone: 'Europe/Istanbul',
  population: 1,
}

export async function foundGathering(store: Store, cities: number): Promise<void> {
  await insertGathering(store.db, {
    gathering: {
      gatheringId,
      slug: gatheringId,
      status: 'published',
      isExample: false,
      startsAt: 0,
      lengthMs: 3_600_000,
      ...firstPlan,
      leadPlace: place,
      languages: ['en'],
      texts: {},
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
  for (let city = 0; city < cities; city += 1) {
    await insertMeeting(store.db, {
      meeting: {
        ...openPlan,
        admission: 'open',
        exposure: exposurePresets.open,
        meetingId: makeTestId(),
        gatheringId,
        status: 'approved',
        ...neverMoved,
        place,
        declineReason: '',
        streams: [],
        link: { status: 'off', since: 0 },
        counts: noCounts,
      },
      hostHash: null,
      arrivalCode: '',
      invitation: '',
      doorKey: '',
      proposedAt: city,
    })
  }
}
