// Views as the server would send them, for tests of components and of the client's state.

import { exposurePresets } from '#shared/domain/exposure.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { neverMoved } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { AttendanceView, MeetingView, Snapshot } from '#shared/protocol/views.ts'

export function place(city: string, timeZone = 'Europe/Berlin'): Place {
  const at = { latitude: 52.52, longitude: 13.4, countryCode: 'DE', population: 1 }
  return { placeId: `place-${city}`, names: { en: city, ar: 'برلين' }, timeZone, ...at }
}

/** `isOwn`: as its own host sees it. */
export function meetingView(meetingId: string, city: string, isOwn = false): MeetingView {
  return {
    meetingId,
    status: 'approved',
    ...neverMoved,
    place: place(city),
    hostAlias: 'Maya',
    note: '',
    languages: ['ar'],
    doorsMinutesBefore: 30,
    exposure: exposurePresets.approximate,
    admission: 'held-when-odd',
    capacity: null,
    address: isOwn ? { venue: 'Hall', address: 'Street 1' } : null,
    link: { status: 'off', since: 0 },
    streams: [],
    crew: isOwn
      ? {
          arrivalCode: 'A84ZFP',
          invitation: 'i_000000000000000000000000',
          declineReason: '',
          mergedInto: null,
          proposedAt: 0,
          checkedIn: 0,
          walkIns: 0,
        }
      : null,
  }
}

export const startsAt = Date.UTC(2027, 0, 20, 15)

export function snapshotOf(
  meetings: readonly MeetingView[],
  attendances: readonly AttendanceView[] = [],
): Snapshot {
  return {
    epoch: 'epoch',
    clocks: [],
    version: 1,
    gathering: {
      gatheringId: 'gathering-1',
      slug: 'january-20',
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 7_200_000,
      ...firstPlan,
      leadPlace: place('Damascus', 'Asia/Damascus'),
      languages: ['ar', 'en'],
      texts: { en: { ...emptyText, title: 'January 20' } },
    },
    stage: emptyStage,
    programme: [],
    recordings: [],
    rollCall: null,
    control: null,
    messages: [],
    meetings,
    counts: meetings.map(({ meetingId }) => ({
      meetingId,
      asked: 0,
      vouched: 0,
      confirmed: 2,
      arrived: 0,
      waiting: 0,
      left: null,
      full: false,
      rounded: false,
    })),
    attendances,
  }
}
