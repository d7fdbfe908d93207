// Adds the January 20 example to a new installation, through the same tables that commands write.

import { defaultAdmission } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { neverMoved, noCounts } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { Programme } from '#shared/domain/programme.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { nextYearly } from '#shared/domain/time.ts'
import type { Ids } from '../clock-and-ids.ts'
import type { PlaceList } from '../gazetteer/gazetteer.ts'
import { makeCode, makeDoorKey, makeSecret } from '../secrets.ts'
import { type GatheringRecord, insertGathering } from '../store/gathering-rows.ts'
import { noLinkUp } from '../store/link-up-columns.ts'
import { insertMeeting, type MeetingRecord } from '../store/meeting-rows.ts'
import { addOrganizer } from '../store/organizer-rows.ts'
import { firstOrganizer } from '../store/session-rows.ts'
import type { Queries } from '../store/tables.ts'
import { type ExampleCity, january20 } from './january-20.ts'
import { january20Cities } from './january-20-cities.ts'
import { january20Programme } from './january-20-programme.ts'

const minuteMs = 60_000
const keptAfterEndMs = 30 * 24 * 60 * minuteMs

/** Call it within a transaction. */
export async function addExample(
  db: Queries,
  means: { readonly gazetteer: PlaceList; readonly ids: Ids; readonly now: number },
): Promise<void> {
  const { gazetteer, ids, now } = means
  const { month, day, hourUtc } = january20.on
  const startsAt = nextYearly(month, day, hourUtc, now)
  const lengthMs = january20.lengthMinutes * minuteMs
  const gatheringId = ids.next()
  const meetings = january20Cities
    .map((city, order) => exampleMeeting(gatheringId, city, { ...means, now: now + order }))
    .filter((meeting) => meeting !== null)
  const record: GatheringRecord = {
    gathering: {
      gatheringId,
      slug: january20.slug,
      status: 'published',
      isExample: true,
      startsAt,
      lengthMs,
      ...firstPlan,
      revisedAt: now,
      leadPlace: gazetteer.byId(january20.leadPlaceId) ?? null,
      languages: january20.languages,
      texts: january20.texts,
      publishedAt: now,
    },
    stage: emptyStage,
    linkUp: { ...noLinkUp, programme: exampleProgramme(meetings, ids) },
    version: 0,
    nextQueueOrder: 1,
    createdAt: now,
    purgeAt: startsAt + lengthMs + keptAfterEndMs,
    purgedAt: null,
    purgedVersion: 0,
  }
  const organizerId = await firstOrganizer(db, ids.next, now)
  await insertGathering(db, record)
  await addOrganizer(db, gatheringId, organizerId, now)
  for (const meeting of meetings) await insertMeeting(db, meeting)
}

function exampleProgramme(meetings: readonly MeetingRecord[], ids: Ids): Programme {
  const at = new Map(meetings.map(({ meeting }) => [meeting.place.placeId, meeting.meetingId]))
  return january20Programme.map(({ kind, placeId, minutes, title, overrun = 'push' }) => ({
    segmentId: ids.next(),
    meetingId: placeId === null ? null : (at.get(placeId) ?? null),
    kind,
    language: 'ar',
    title,
    lengthMs: minutes * minuteMs,
    pinnedMs: null,
    overrun,
  }))
}

function exampleMeeting(
  gatheringId: string,
  city: ExampleCity,
  { gazetteer, ids, now }: { readonly gazetteer: PlaceList; readonly ids: Ids; readonly now: number },
): MeetingRecord | null {
  const place = gazetteer.byId(city.placeId)
  if (place === undefined) return null
  const inBoth = ({ ar, en }: { readonly ar: string; readonly en: string }) => `${ar} · ${en}`
  return {
    meeting: {
      meetingId: ids.next(),
      gatheringId,
      status: 'approved',
      place,
      ...neverMoved,
      revisedAt: now,
      hostAlias: inBoth(city.hostAlias),
      venue: inBoth(city.venue),
      address: inBoth(city.address),
      note: '',
      capacity: city.capacity,
      languages: city.languages,
      doorsMinutesBefore: city.doorsMinutesBefore,
      exposure: exposurePresets[city.exposure],
      declineReason: '',
      streams: [],
      link: { status: 'off', since: now },
      admission: defaultAdmission,
      counts: noCounts,
    },
    // The example's organizer makes a host link when somebody wants to try one.
    hostHash: null,
    arrivalCode: makeCode(6),
    invitation: `i_${makeSecret()}`,
    doorKey: makeDoorKey(),
    proposedAt: now,
  }
}
