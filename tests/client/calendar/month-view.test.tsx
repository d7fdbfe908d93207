// The calendar's month on a page: its days, the first day of the week, its entries, and keyboard navigation.
import fc from 'fast-check'
import { act, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { readCalendarAddress } from '#client/features/directory/calendar-address.ts'
import { MonthView } from '#client/features/directory/month-view.tsx'
import { placeEntry } from '#client/features/directory/placed-entries.ts'
import type { CalendarPlace } from '#client/features/directory/use-calendar-address.ts'
import { createI18n, type Messages } from '#client/i18n/i18n.ts'
import arabic from '#client/i18n/messages/ar.json'
import english from '#client/i18n/messages/en.json'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import type { Sync } from '#client/sync/create-sync.ts'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { addDays, type CalendarDate, weekdayOf } from '#shared/domain/calendar-date.ts'
import type { CalendarEntry } from '#shared/protocol/calendar.ts'

const messages = { en: english, ar: arabic } as unknown as Record<'ar' | 'en', Messages>
const now = Date.UTC(2027, 0, 1)

function gathering(id: string, startsAt: number): CalendarEntry {
  return {
    summary: {
      gatheringId: id,
      slug: id,
      clock: null,
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 7_200_000,
      clockRule: 'same-instant',
      standing: 'planned',
      formerStartsAt: null,
      span: { from: startsAt, to: startsAt + 7_200_000 },
      leadPlace: null,
      languages: ['en'],
      titles: { en: { title: `Title of ${id}`, slogan: '' } },
      cities: 1,
      people: 0,
      atLeast: false,
      onStage: false,
    },
    meetings: [],
    fitting: 1,
  }
}

let page: HTMLElement
let root: Root
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  page = document.createElement('div')
  document.body.append(page)
  root = createRoot(page)
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  document.documentElement.removeAttribute('dir')
})

type Reader = { readonly language: 'ar' | 'en'; readonly region: string; readonly timeZone: string }
const berliner: Reader = { language: 'en', region: 'GB', timeZone: 'Europe/Berlin' }

function Month({ of, date }: { of: Reader; date: CalendarDate }) {
  const [address, setAddress] = useState(readCalendarAddress(`?view=month&date=${date}`))
  const place: CalendarPlace = {
    address,
    hrefOf: () => '/',
    go: (change) => setAddress((before) => ({ ...before, ...change })),
  }
  return (
    <MonthView
      place={place}
      today="2027-01-01"
      readerTimeZone={of.timeZone}
      toPlaced={(entry) => placeEntry(entry, { kind: 'mine', timeZone: of.timeZone }, now, false)}
      empty={() => null}
    />
  )
}

function open(of: Reader, date: CalendarDate, entries: readonly CalendarEntry[] = []): void {
  const store = createStore(() => ({ status: 'ready', entries, total: entries.length, hasMore: false }))
  const openCalendar = () => ({
    store,
    more: () => undefined,
    again: () => undefined,
    close: () => undefined,
  })
  const sync = { openCalendar } as unknown as Sync
  const i18n = createI18n(of.language, messages[of.language], { region: of.region })
  document.documentElement.setAttribute('dir', i18n.direction)
  page.style.direction = i18n.direction
  act(() =>
    root.render(
      <I18nProvider value={i18n}>
        <SyncProvider value={sync}>
          <Month key={`${of.region} ${date}`} of={of} date={date} />
        </SyncProvider>
      </I18nProvider>,
    ),
  )
}

const days = () => [...page.querySelectorAll<HTMLElement>('[role=gridcell]')]
const dates = () => days().map(({ dataset }) => dataset['date'] ?? '')
const chosen = () => days().filter((day) => day.getAttribute('aria-selected') === 'true')

test('every day of the month stands there once, in whole weeks without a gap, and one alone is a stop of the Tab key', () => {
  const month = fc.record({
    year: fc.integer({ min: 2000, max: 2060 }),
    month: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(month, fc.constantFrom('GB', 'US', 'SY', 'MA'), (asked, region) => {
      const first = `${asked.year}-${String(asked.month).padStart(2, '0')}-01`
      open({ ...berliner, region }, first)
      const shown = dates()
      expect(shown.length % 7).toBe(0)
      for (const [index, date] of shown.entries())
        if (index > 0) expect(date).toBe(addDays(shown[index - 1] ?? '', 1))
      const length = new Date(Date.UTC(asked.year, asked.month, 0)).getUTCDate()
      expect(shown.filter((date) => date.startsWith(first.slice(0, 7)))).toHaveLength(length)
      expect(shown.length).toBeLessThan(length + 14)
      expect(days().filter(({ tabIndex }) => tabIndex === 0)).toEqual(chosen())
      expect(chosen()).toHaveLength(1)
    }),
    { numRuns: 10 },
  )
}, 60_000)

// First day of the week: Monday 1, Saturday 6, Sunday 7 (CLDR, weekData).
test.each([
  ['GB', 'en', 1, 'Monday'],
  ['US', 'en', 7, 'Sunday'],
  ['SY', 'ar', 6, 'السبت'],
  ['MA', 'ar', 1, 'الاثنين'],
] as const)(
  'a week in %s begins on its own first day, under its name',
  (region, language, firstDay, name) => {
    open({ language, region, timeZone: 'UTC' }, '2027-01-20')
    expect(
      dates()
        .filter((_, index) => index % 7 === 0)
        .map(weekdayOf),
    ).toEqual(Array.from({ length: dates().length / 7 }, () => firstDay))
    expect(page.querySelector('th .unseen')?.textContent).toBe(name)
    expect(page.querySelectorAll('thead th')).toHaveLength(7)
  },
)

test('a gathering stands on its day by the reader’s clock: one instant, two days', () => {
  const entries = [
    gathering('late', Date.UTC(2027, 0, 20, 23, 30)),
    gathering('noon', Date.UTC(2027, 0, 20, 12)),
  ]
  const onDay = (date: string) =>
    [...page.querySelectorAll(`[data-date="${date}"] a`)].map((link) => link.getAttribute('href'))
  open(berliner, '2027-01-20', entries)
  expect(onDay('2027-01-20')).toEqual(['/g/noon'])
  expect(onDay('2027-01-21')).toEqual(['/g/late'])
  expect(page.querySelector('[data-date="2027-01-21"] time')?.textContent).toMatch(/^0{1,2}:30$/)
  open({ ...berliner, region: 'US', timeZone: 'America/Toronto' }, '2027-01-20', entries)
  expect(onDay('2027-01-20')).toEqual(['/g/noon', '/g/late'])
  expect(onDay('2027-01-21')).toEqual([])
  expect([...page.querySelectorAll('h3')].map((title) => title.textContent)).toEqual([
    'Title of noon',
    'Title of late',
  ])
})

test.each([
  ['en', 'GB', 'ArrowRight', '2027-01-21'],
  ['ar', 'SY', 'ArrowRight', '2027-01-19'],
  ['ar', 'SY', 'ArrowLeft', '2027-01-21'],
  ['en', 'GB', 'ArrowDown', '2027-01-27'],
  ['en', 'GB', 'Home', '2027-01-18'],
  ['ar', 'SY', 'Home', '2027-01-16'],
  ['en', 'GB', 'PageDown', '2027-02-20'],
] as const)(
  'in %s (%s) %s leads to the day where reading has it, and the focus goes with it',
  (language, region, key, to) => {
    open({ language, region, timeZone: 'UTC' }, '2027-01-20')
    chosen()[0]?.focus()
    act(() => {
      chosen()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    })
    expect(chosen().map(({ dataset }) => dataset['date'])).toEqual([to])
    expect(document.activeElement).toBe(chosen()[0])
  },
)

test('Enter goes on to what is on the day', () => {
  open(berliner, '2027-01-20', [gathering('noon', Date.UTC(2027, 0, 20, 12))])
  act(() => {
    chosen()[0]?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
    )
  })
  expect(document.activeElement?.textContent).toMatch(/^Wednesday,? 20 January 2027$/)
})
