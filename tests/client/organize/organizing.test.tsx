import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { mergeTargets } from '#client/features/organize/cities/merge-city.tsx'
import { type OrganizePartName, Organizing } from '#client/features/organize/organizing.tsx'
import { createI18n } from '#client/i18n/i18n.ts'
import { loadMessages, openDesks } from '#client/i18n/languages.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import type { Sync } from '#client/sync/create-sync.ts'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { neverMoved } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'

const never = () => {
  throw new Error('a drawing asks the server for nothing')
}

/** A stub with what rendering reads; functions that need a browser or a connection throw. */
const still: Sync = {
  openGathering: never,
  openAhead: never,
  known: () => null,
  openTicket: never,
  openCalendar: never,
  openOwn: never,
  dispatch: never,
  outbox: createStore(() => ({ pending: [], busyUntil: null, refusedLater: [] })),
  forget: never,
  dismissRefusal: never,
  retryUnsent: () => undefined,
  discardUnsent: () => undefined,
  crewNow: createStore(() => new Map()),
  keepSeat: never,
  reportWatching: never,
  live: createStore(() => ({ status: 'live' as const })),
  offset: createStore(() => null),
  now: () => Date.UTC(2027, 0, 1),
  reconnect: never,
  close: never,
}

const aleppo: MeetingView = {
  meetingId: 'meeting',
  status: 'approved',
  ...neverMoved,
  place: {
    placeId: '170063',
    names: { en: 'Aleppo', ar: 'حلب' },
    countryCode: 'SY',
    latitude: 36.2,
    longitude: 37.2,
    timeZone: 'Asia/Damascus',
    population: 1,
  },
  hostAlias: 'حجر القلعة',
  note: '',
  languages: ['ar'],
  doorsMinutesBefore: 30,
  exposure: exposurePresets.vetted,
  admission: 'held-when-odd',
  capacity: 40,
  address: { venue: 'قاعة', address: '' },
  link: { status: 'ready', since: 0 },
  streams: [],
  crew: null,
}

const snapshot: Snapshot = {
  epoch: 'epoch',
  clocks: [],
  version: 1,
  gathering: {
    gatheringId: 'gathering',
    slug: 'slug',
    status: 'draft',
    isExample: false,
    startsAt: Date.UTC(2027, 0, 20, 15),
    lengthMs: 7_200_000,
    ...firstPlan,
    leadPlace: aleppo.place,
    languages: ['ar'],
    texts: { ar: { ...emptyText, title: 'ملتقى العشرين' } },
  },
  stage: emptyStage,
  programme: [],
  recordings: [],
  rollCall: null,
  control: null,
  messages: [],
  meetings: [aleppo],
  counts: [
    {
      meetingId: 'meeting',
      asked: 2,
      confirmed: 12,
      vouched: 1,
      arrived: 3,
      waiting: 0,
      left: 28,
      full: false,
      rounded: false,
    },
  ],
  attendances: [],
}

async function drawn(part: OrganizePartName, language: string, shown = snapshot): Promise<string> {
  await openDesks()
  const i18n = createI18n(language, await loadMessages(language))
  return renderToString(
    <I18nProvider value={i18n}>
      <SyncProvider value={still}>
        <Organizing snapshot={shown} inStep part={part} programme={() => 'the programme itself'} />
      </SyncProvider>
    </I18nProvider>,
  )
}

test('every part is drawn without a browser, in both languages', async () => {
  const text = await drawn('text', 'ar')
  expect(text).toContain('ملتقى العشرين')
  expect(text).toMatch(/lang="ar" dir="rtl"|dir="rtl"[^>]*lang="ar"|lang="ar"[^>]*dir="rtl"/)
  expect(text).toContain('الأربعاء')
  expect(await drawn('cities', 'en')).toContain('Aleppo')
  expect(await drawn('cities', 'ar')).toContain('١٢')
  expect(await drawn('stage', 'en')).toContain('Open the control room')
})

test('a moment without a leading city, as a file may bring it, is shown all the same', async () => {
  const draft = { ...snapshot, gathering: { ...snapshot.gathering, leadPlace: null } }
  expect(await drawn('text', 'en', draft)).toContain('Wednesday, 20 January 2027, 15:00 UTC')
  expect(await drawn('text', 'ar', draft)).toContain('٣:٠٠')
  const open = { ...draft, gathering: { ...draft.gathering, startsAt: null } }
  expect(await drawn('text', 'en', open)).not.toContain('The moment is set')
})

function published(change: Partial<Snapshot['gathering']>): Snapshot {
  return { ...snapshot, gathering: { ...snapshot.gathering, status: 'published', ...change } }
}

test('a draft has no plans to change; what is published is postponed or cancelled, and each can be taken back', async () => {
  expect(await drawn('text', 'en')).not.toContain('When plans change')
  const planned = await drawn('text', 'en', published({}))
  expect(planned).toContain('Postpone the gathering')
  expect(planned).toContain('Cancel the gathering')
  expect(planned).not.toContain('Undo the')
  const startsAt = snapshot.gathering.startsAt
  const postponed = published({ startsAt: null, formerStartsAt: startsAt, standing: 'postponed' })
  const off = await drawn('text', 'en', postponed)
  expect(off).toContain('Undo the postponement')
  expect(off).not.toContain('Postpone the gathering')
  expect(off).toMatch(/<del[^>]*>.*20 January 2027/s)
  const cancelled = await drawn('text', 'en', published({ standing: 'cancelled' }))
  expect(cancelled).toContain('Undo the cancellation')
  expect(cancelled).not.toContain('Cancel the gathering<')
})

test('a gathering that people replied to is not offered to be a draft again, and says what can be done instead', async () => {
  const replied = await drawn('text', 'en', published({}))
  expect(replied).not.toContain('Turn back into a draft')
  expect(replied).toContain('There are replies, so')
  const counts = snapshot.counts.map((view) => ({ ...view, asked: 0, confirmed: 0, waiting: 0 }))
  const free = await drawn('text', 'en', { ...published({}), counts })
  expect(free).toContain('Turn back into a draft')
  expect(free).not.toContain('There are replies, so')
})

test('a city says where it was and what joined it; one that joined another is not opened again but parted', async () => {
  const crew = {
    arrivalCode: 'A84ZFP',
    invitation: 'i_000000000000000000000000',
    declineReason: '',
    mergedInto: 'meeting',
    proposedAt: 0,
    checkedIn: 0,
    walkIns: 0,
  }
  const idlib = { ...aleppo.place, placeId: '169389', names: { en: 'Idlib', ar: 'إدلب' } }
  const joined: MeetingView = { ...aleppo, meetingId: 'joined', place: idlib, status: 'withdrawn', crew }
  const into: MeetingView = {
    ...aleppo,
    mergedFrom: [{ meetingId: 'joined', place: idlib }],
    formerPlace: idlib,
  }
  const html = await drawn('cities', 'en', { ...snapshot, meetings: [into, joined] })
  expect(html).toContain('merged with Idlib')
  expect(html).toMatch(/moved here from .*<del[^>]*>.*Idlib.*<\/del>/s)
  expect(html).toContain('Separate it again')
  expect(html).not.toContain('Approve it after all')
})

test('the nearest open meetings are offered first to be joined to', () => {
  const at = (meetingId: string, longitude: number, status: MeetingView['status'] = 'approved') => ({
    ...aleppo,
    meetingId,
    status,
    place: { ...aleppo.place, longitude },
  })
  const own = at('own', 37)
  const all = [at('far', 60), at('closed', 37, 'withdrawn'), own, at('near', 38), at('here', 37)]
  expect(mergeTargets(own, all).map(({ meetingId }) => meetingId)).toEqual(['here', 'near', 'far'])
})
