// How pages show changed plans: the old value next to the new one, on every page and in both languages.
// @vitest-environment node

import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { countedCity } from '#client/app/counted-city.ts'
import { GatheringPage } from '#client/app/pages/gathering-page.tsx'
import { MeetingPage } from '#client/app/pages/meeting-page.tsx'
import { CalendarLine } from '#client/features/directory/calendar-line.tsx'
import { placeEntry } from '#client/features/directory/placed-entries.ts'
import { findCities, listCities, sortCities } from '#client/features/gathering/cities.ts'
import { dateTimeText, zoneText } from '#client/i18n/clock-text.ts'
import { planChange } from '#client/i18n/plan-change.ts'
import { ruleText } from '#client/i18n/rule-text.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import type { GatheringSummary, GatheringView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { countsOf, deadSync, meetingAt, places, snapshot, speak, startsAt } from './sample.ts'

const dayMs = 86_400_000
const earlier = startsAt - 7 * dayMs

function changed(
  gathering: Partial<GatheringView>,
  meetings: readonly MeetingView[] = snapshot.meetings,
): Snapshot {
  return { ...snapshot, gathering: { ...snapshot.gathering, ...gathering }, meetings }
}

describe.each(['ar', 'en'] as const)('in %s,', (language) => {
  const i18n = speak(language)
  function draw(page: ReactElement, shown: Snapshot = snapshot): string {
    const ready = { status: 'ready' as const, audience: { kind: 'public' as const }, inStep: true }
    const sync = { ...deadSync(), known: () => ({ ...ready, confirmed: shown, shown }) }
    return renderToString(
      <I18nProvider value={i18n}>
        <SyncProvider value={sync}>
          <Router ssrPath="/g/january">{page}</Router>
        </SyncProvider>
      </I18nProvider>,
    )
  }
  const gatheringPage = (shown: Snapshot) => draw(<GatheringPage slug="january" />, shown)
  const cityPage = (shown: Snapshot, meetingId = 'meeting-2') =>
    draw(<MeetingPage slug="january" meetingId={meetingId} />, shown)

  test('the page of a city whose gathering is cancelled shows no address', () => {
    expect(cityPage(snapshot)).toContain('Long Street')
    const html = cityPage(changed({ standing: 'cancelled' }))
    expect(html).not.toContain('Long Street')
    expect(html).toContain(i18n.t('meeting.address-off'))
  })

  test('before the day the gathering’s page says how to watch from home, and not when it does not take place', () => {
    expect(gatheringPage(snapshot)).toContain(i18n.t('watch.title'))
    expect(gatheringPage(changed({ standing: 'cancelled' }))).not.toContain(i18n.t('watch.title'))
  })

  test('a city that is over says neither that one would be the first nor how to come', () => {
    const over = { ...snapshot.gathering, startsAt: Date.UTC(2020, 0, 20, 15) }
    for (const confirmed of [0, 12]) {
      const counts = snapshot.meetings.map(({ meetingId }) => countsOf(meetingId, { confirmed }))
      const html = cityPage({ ...snapshot, gathering: over, counts })
      expect(html).toContain(i18n.t('meeting.past'))
      for (const key of ['meeting.coming-none', 'reply.open', 'poster.open'] as const)
        expect(html).not.toContain(i18n.t(key))
      expect(html).not.toContain('.ics')
    }
  })

  /** The texts that are struck through. */
  const struck = (html: string) =>
    [...html.matchAll(/<del[^>]*>(.*?)<\/del>/gs)].map(([, inside]) => inside?.replace(/<[^>]*>/g, ''))

  test('a moment that was moved stands struck through beside the new one, each on the city’s own clock', () => {
    const shown = changed({ formerStartsAt: earlier })
    expect(struck(gatheringPage(shown)).join()).toContain(dateTimeText(i18n, earlier, 'Asia/Damascus'))
    const html = cityPage(shown)
    expect(struck(html).join()).toContain(dateTimeText(i18n, earlier, 'Europe/Berlin'))
    expect(struck(html).join()).toContain(i18n.t('changed.was-label'))
    expect(html).toContain(dateTimeText(i18n, startsAt, 'Europe/Berlin'))
  })

  test('postponed for a reason, everybody reads it as it was written', () => {
    const reason = 'The roads are <closed>.'
    const off = { startsAt: null, formerStartsAt: startsAt, standing: 'postponed' } as const
    expect(gatheringPage(changed({ ...off, standingReason: reason }))).toContain(
      'The roads are &lt;closed&gt;.',
    )
    expect(gatheringPage(changed(off))).not.toContain(i18n.t('changed.reason'))
  })

  test('postponed it says when it was planned for, and offers a reply', () => {
    const html = gatheringPage(changed({ startsAt: null, formerStartsAt: startsAt, standing: 'postponed' }))
    expect(struck(html).join()).toContain(dateTimeText(i18n, startsAt, 'Asia/Damascus'))
    expect(html).toContain(i18n.t('reply.open'))
  })

  test('cancelled it says so, counts nothing down and asks nobody to come', () => {
    const shown = changed({ standing: 'cancelled' })
    for (const html of [gatheringPage(shown), cityPage(shown)]) {
      expect(struck(html)).not.toEqual([])
      expect(html).not.toContain('action="/g/january/come"')
      expect(html).not.toContain('role="timer"')
    }
  })

  test('without a date it is to be confirmed', () => {
    expect(gatheringPage(changed({ startsAt: null }))).toContain(i18n.t('changed.to-confirm-open'))
    expect(cityPage(changed({ startsAt: null }))).toContain(i18n.t('changed.to-confirm-open'))
  })

  test('the rule and the zone are named on the gathering’s page and on a city’s', () => {
    const rolling = changed({ clockRule: 'same-local-hour' })
    for (const shown of [snapshot, rolling]) {
      const rule = ruleText(i18n, shown.gathering)
      expect(gatheringPage(shown)).toContain(rule)
      expect(cityPage(shown)).toContain(rule)
    }
    expect(ruleText(i18n, rolling.gathering)).not.toBe(ruleText(i18n, snapshot.gathering))
    expect(cityPage(snapshot)).toContain(zoneText(i18n, startsAt, 'Europe/Berlin'))
    expect(zoneText(i18n, startsAt, 'Asia/Damascus')).toBe(
      language === 'ar' ? 'بالتوقيت المحلي، غرينتش+٣' : 'local time, UTC+3',
    )
  })

  test('rolling, each city is shown at its own beginning', () => {
    const rolling = changed({ clockRule: 'same-local-hour' })
    const begins = new Date(meetingStart(rolling.gathering, 'Australia/Sydney') ?? 0).toISOString()
    expect(begins).toBe('2027-01-20T07:00:00.000Z')
    expect(cityPage(rolling, 'meeting-4')).toContain(begins)
  })

  test('a city that moved says where it was; the address of one that joined another leads there', () => {
    const moved = meetingAt(places.berlin, { formerPlace: places.malmo })
    expect(struck(cityPage(changed({}, [moved]))).join()).toContain(language === 'ar' ? 'مالمو' : 'Malmö')
    const joined = meetingAt(places.berlin, { mergedFrom: [{ meetingId: 'gone', place: places.malmo }] })
    const html = cityPage(changed({}, [joined]), 'gone')
    expect(html).toContain('/g/january/meeting-2')
    expect(html).toContain(language === 'ar' ? 'مالمو' : 'Malmö')
    expect(cityPage(changed({}, [joined]), 'never')).not.toContain('/g/january/meeting-2')
  })

  test('clocks that were changed by law are told, until the plan itself is changed', () => {
    const zoneMoved = { from: '2027-01-20T17:00', to: '2027-01-20T16:00' }
    const shown = changed({}, [meetingAt(places.berlin, { zoneMoved })])
    expect(struck(cityPage(shown)).join()).toContain(dateTimeText(i18n, Date.UTC(2027, 0, 20, 17), 'UTC'))
    const later = changed({ startsAt: startsAt + dayMs }, shown.meetings)
    expect(struck(cityPage(later))).toEqual([])
  })

  test('a line of the home page has a word for what became of it, and the moment that no longer holds', () => {
    const { gatheringId, slug, status, isExample, lengthMs, leadPlace, languages } = snapshot.gathering
    const titles = { en: { title: 'The gathering', slogan: '' } }
    const summary: GatheringSummary = {
      ...{ gatheringId, slug, status, isExample, lengthMs, leadPlace, languages, titles },
      startsAt: null,
      clock: null,
      clockRule: 'same-instant',
      standing: 'postponed',
      formerStartsAt: startsAt,
      span: null,
      cities: 4,
      people: 48,
      atLeast: false,
      onStage: false,
    }
    const line = (change: Partial<GatheringSummary>) =>
      draw(
        <CalendarLine
          entry={placeEntry(
            { summary: { ...summary, ...change }, meetings: [], fitting: 0 },
            { kind: 'lead' },
            startsAt - dayMs,
            false,
          )}
          readerTimeZone={null}
        />,
      )
    expect(line({})).toContain(i18n.t('common.is-postponed'))
    expect(struck(line({})).join()).toContain(dateTimeText(i18n, startsAt, 'Asia/Damascus'))
    const cancelled = line({ standing: 'cancelled', startsAt, formerStartsAt: null })
    expect(cancelled).toContain(i18n.t('common.is-cancelled'))
    const open = line({ standing: 'planned', formerStartsAt: null })
    expect(open).toContain(i18n.t('changed.mark-to-confirm'))
    expect(struck(open)).toEqual([])
  })
})

test('the strongest of what changed is what is told', () => {
  const of = { startsAt, formerStartsAt: null, standing: 'planned' as const }
  expect(planChange(of)).toBeNull()
  expect(planChange({ ...of, formerStartsAt: earlier })).toBe('moved')
  expect(planChange({ ...of, startsAt: null })).toBe('to-confirm')
  expect(planChange({ ...of, startsAt: null, standing: 'postponed' })).toBe('postponed')
  expect(planChange({ ...of, formerStartsAt: earlier, standing: 'cancelled' })).toBe('cancelled')
})

test('the countdown of a rolling gathering counts to the chosen city, else to the nearest, else to the one that leads', () => {
  const rolling = { ...snapshot.gathering, clockRule: 'same-local-hour' as const }
  const own = {
    slug: 'january',
    credential: 'r',
    cityNames: places.sydney.names,
    timeZone: 'Australia/Sydney',
  }
  const near = listCities(snapshot, 'en', places.berlin)
  const far = listCities(snapshot, 'en', null)
  expect(countedCity(rolling, own, near, 'en')).toEqual({ name: 'Sydney', timeZone: 'Australia/Sydney' })
  expect(countedCity(rolling, undefined, near, 'en')).toEqual({ name: 'Berlin', timeZone: 'Europe/Berlin' })
  expect(countedCity(rolling, undefined, far, 'en')).toEqual({ name: 'Damascus', timeZone: 'Asia/Damascus' })
  expect(countedCity(snapshot.gathering, own, near, 'en')).toBeNull()
})

test('cities that begin one after another stand in that order, and are found by the name they were announced under', () => {
  const rolling = { ...snapshot.gathering, clockRule: 'same-local-hour' as const }
  const meetings = [
    ...snapshot.meetings.filter(({ meetingId }) => meetingId !== 'meeting-3'),
    meetingAt(places.malmo, { formerPlace: { ...places.malmo, placeId: '9', names: { en: 'Lund' } } }),
  ]
  const cities = listCities({ ...snapshot, meetings }, 'en', null)
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  const begins = (timeZone: string) => meetingStart(rolling, timeZone)
  expect(names(sortCities(cities, 'time', 'en', begins, true))).toEqual([
    'Sydney',
    'Damascus',
    'Berlin',
    'Malmö',
  ])
  expect(names(findCities(cities, 'lund'))).toEqual(['Malmö'])
})
