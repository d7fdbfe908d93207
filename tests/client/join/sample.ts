// A small gathering as a client's state, and a sync stub that never connects.

import { createStore } from 'zustand/vanilla'
import { createI18n, type I18n, type Messages } from '#client/i18n/i18n.ts'
import arabic from '#client/i18n/messages/ar.json'
import english from '#client/i18n/messages/en.json'
import type { Sync } from '#client/sync/create-sync.ts'
import type { Live } from '#client/sync/live.ts'
import { loadingCalendar } from '#client/sync/open-calendars.ts'
import type { OutboxState } from '#client/sync/outbox.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { neverMoved } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { CountsView, MeetingView, Snapshot, TicketView } from '#shared/protocol/views.ts'

/** 2027-01-20 15:00 UTC: 18:00 in Damascus, 16:00 in Berlin, 02:00 in Sydney. */
export const startsAt = Date.UTC(2027, 0, 20, 15)

const place = (
  placeId: string,
  en: string,
  ar: string,
  countryCode: string,
  latitude: number,
  longitude: number,
  timeZone: string,
): Place => ({ placeId, names: { en, ar }, countryCode, latitude, longitude, timeZone, population: 1 })

export const places = {
  damascus: place('1', 'Damascus', 'دمشق', 'SY', 33.51, 36.29, 'Asia/Damascus'),
  berlin: place('2', 'Berlin', 'برلين', 'DE', 52.52, 13.41, 'Europe/Berlin'),
  malmo: place('3', 'Malmö', 'مالمو', 'SE', 55.6, 13.0, 'Europe/Stockholm'),
  sydney: place('4', 'Sydney', 'سيدني', 'AU', -33.87, 151.21, 'Australia/Sydney'),
}

export function meetingAt(at: Place, change: Partial<MeetingView> = {}): MeetingView {
  return {
    meetingId: `meeting-${at.placeId}`,
    status: 'approved',
    ...neverMoved,
    place: at,
    hostAlias: 'Saffron',
    note: '',
    languages: ['ar'],
    doorsMinutesBefore: 30,
    exposure: exposurePresets.open,
    admission: 'open',
    capacity: null,
    address: { venue: 'Hall', address: 'Long Street 12' },
    link: { status: 'off', since: 0 },
    streams: [],
    crew: null,
    ...change,
  }
}

export function countsOf(meetingId: string, change: Partial<CountsView> = {}): CountsView {
  return {
    meetingId,
    asked: 0,
    vouched: 0,
    confirmed: 12,
    arrived: 0,
    waiting: 0,
    left: null,
    full: false,
    rounded: false,
    ...change,
  }
}

const meetings = Object.values(places).map((at) => meetingAt(at))

export const snapshot: Snapshot = {
  epoch: 'epoch',
  version: 1,
  gathering: {
    gatheringId: 'gathering',
    slug: 'january',
    status: 'published',
    isExample: false,
    startsAt,
    lengthMs: 2 * 3_600_000,
    ...firstPlan,
    leadPlace: places.damascus,
    languages: ['ar', 'en'],
    texts: {
      ar: { ...emptyText, title: 'ملتقى', slogan: 'في كل مدينة', statement: 'نداء' },
      en: { ...emptyText, title: 'The gathering', slogan: 'In every city', statement: 'A call' },
    },
  },
  stage: emptyStage,
  programme: [],
  recordings: [],
  rollCall: null,
  control: null,
  messages: [],
  meetings,
  clocks: [],
  counts: meetings.map(({ meetingId }) => countsOf(meetingId)),
  attendances: [],
}

export function ticketFor(meeting: MeetingView, change: Partial<TicketView> = {}): TicketView {
  return {
    attendanceId: 'attendance',
    gatheringId: 'gathering',
    meetingId: meeting.meetingId,
    code: 'RA5S6',
    partySize: 2,
    state: 'confirmed',
    exactState: change.state ?? 'confirmed',
    queueOrder: 1,
    arrived: 0,
    vouched: false,
    ahead: null,
    feed: 'f_attendance',
    meeting,
    clock: { timeZone: meeting.place.timeZone, from: 0, until: 0, offset: 0, changes: [] },
    ...change,
  }
}

export function speak(language: 'ar' | 'en'): I18n {
  // Vite compiles the message files on import, which their types do not show.
  return createI18n(language, (language === 'ar' ? arabic : english) as unknown as Messages)
}

export function deadSync(now = startsAt - 86_400_000): Sync {
  const open = <State>(state: State) => ({ store: createStore<State>(() => state), close: () => undefined })
  return {
    openGathering: () =>
      open({ status: 'loading', audience: null, confirmed: null, shown: null, inStep: false }),
    openAhead: () => undefined,
    known: () => ({
      status: 'ready',
      audience: { kind: 'public' },
      confirmed: snapshot,
      shown: snapshot,
      inStep: true,
    }),
    openTicket: () => open({ status: 'loading' }),
    openCalendar: () => ({ ...open(loadingCalendar), more: () => undefined, again: () => undefined }),
    openOwn: () => open(null),
    dispatch: () => new Promise(() => undefined),
    outbox: createStore<OutboxState>(() => ({ pending: [], busyUntil: null, refusedLater: [] })),
    dismissRefusal: () => undefined,
    retryUnsent: () => undefined,
    discardUnsent: () => undefined,
    forget: async () => undefined,
    crewNow: createStore(() => new Map()),
    keepSeat: async () => null,
    reportWatching: () => undefined,
    live: createStore<Live>(() => ({ status: 'live' })),
    offset: createStore(() => null),
    now: () => now,
    reconnect: () => undefined,
    close: () => undefined,
  }
}
