import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type OrganizePartName, Organizing } from '#client/features/organize/organizing.tsx'
import { createI18n } from '#client/i18n/i18n.ts'
import { loadMessages } from '#client/i18n/languages.ts'
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

/** What a drawing reads; whatever would need a browser or a line throws. */
const still: Sync = {
  openGathering: never,
  known: () => null,
  openTicket: never,
  openDirectory: never,
  dispatch: never,
  outbox: createStore(() => ({ pending: [], busyUntil: null, refusedLater: [] })),
  forget: never,
  dismissRefusal: never,
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
  capacity: 40,
  address: { venue: 'قاعة', address: '' },
  link: { status: 'ready', since: 0 },
  streams: [],
  crew: null,
}

const snapshot: Snapshot = {
  epoch: 'epoch',
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
  meetings: [aleppo],
  counts: [
    { meetingId: 'meeting', confirmed: 12, arrived: 3, waiting: 0, left: 28, full: false, rounded: false },
  ],
  attendances: [],
}

async function drawn(part: OrganizePartName, language: string): Promise<string> {
  const i18n = createI18n(language, await loadMessages(language))
  return renderToString(
    <I18nProvider value={i18n}>
      <SyncProvider value={still}>
        <Organizing snapshot={snapshot} inStep part={part} />
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
  expect(await drawn('stage', 'en')).toContain('Hand the stage')
})
