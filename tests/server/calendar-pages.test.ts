import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { compareListed, findInCalendar, type Listed } from '#server/reading/find-in-calendar.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import {
  type CalendarChoices,
  type CalendarPage,
  calendarStateOf,
  monthsBetween,
} from '#shared/protocol/calendar.ts'
import { calendarQuery } from '#shared/protocol/calendar-query.ts'
import { startFileApp } from '../support/file-app.ts'
import { heardAll } from '../support/heard-all.ts'
import { eventually, type Person } from '../support/person.ts'
import { testInstant, testNow } from '../support/test-app.ts'
import { cityIds, invited, makeGathering } from '../support/test-gathering.ts'

const app = startFileApp()

beforeEach(() => app.clock.set(testNow))

async function ask(query: string): Promise<CalendarPage> {
  const response = await fetch(`${app.url()}/api/calendar?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as CalendarPage
}

const idsOf = ({ entries }: CalendarPage) => entries.map(({ summary }) => summary.gatheringId)

test('A10: a city that strangers do not learn of is found by no filter, in no count and in no choice', async () => {
  const { gatheringId, addCity, order } = await makeGathering(app)
  await addCity(cityIds.berlin)
  await addCity(cityIds.toronto, { exposure: invited })
  const everything = await ask('')
  const entry = everything.entries.find(({ summary }) => summary.gatheringId === gatheringId)
  expect(entry).toMatchObject({ fitting: 1, summary: { cities: 1 } })
  expect(entry?.meetings.map(({ place }) => place.placeId)).toEqual([cityIds.berlin])
  expect(idsOf(await ask('country=DE'))).toContain(gatheringId)
  expect(await ask('country=CA')).toEqual({ entries: [], clocks: [], total: 0, next: null })
  expect((await ask(`place=${cityIds.toronto}`)).total).toBe(0)
  const choices = (await (await fetch(`${app.url()}/api/calendar/choices`)).json()) as CalendarChoices
  expect(choices.countries.map(({ countryCode }) => countryCode)).not.toContain('CA')
  expect(JSON.stringify(everything)).not.toContain(cityIds.toronto)
  // A city that is closed disappears from the next response.
  const open = await addCity(cityIds.aleppo)
  expect((await ask(`place=${cityIds.aleppo}`)).total).toBe(1)
  await order('editMeeting', { meetingId: open.meetingId, edit: { exposure: invited } })
  expect((await ask(`place=${cityIds.aleppo}`)).total).toBe(0)
  await order('removeGathering', {})
})

test('A10: neither a draft nor what was taken back or removed is in the calendar', async () => {
  const { gatheringId, order } = await makeGathering(app, { published: false })
  expect(idsOf(await ask(''))).not.toContain(gatheringId)
  await order('publishGathering', {})
  expect(idsOf(await ask(''))).toContain(gatheringId)
  await order('unpublishGathering', {})
  expect(idsOf(await ask(''))).not.toContain(gatheringId)
  await order('publishGathering', {})
  await order('removeGathering', {})
  expect(idsOf(await ask(''))).not.toContain(gatheringId)
})

test('a gathering is found by its time, its state and the languages that are spoken in the city', async () => {
  const { gatheringId, addCity, order } = await makeGathering(app)
  await addCity(cityIds.berlin, { languages: ['ar', 'de'] })
  const finds = async (query: string) => idsOf(await ask(query)).includes(gatheringId)
  const lengthMs = 2 * 60 * 60_000
  expect(await finds(`from=${testInstant}&to=${testInstant + 1}`)).toBe(true)
  expect(await finds(`to=${testInstant}`)).toBe(false)
  expect(await finds(`from=${testInstant + lengthMs}`)).toBe(false)
  expect(await finds('country=DE&language=de')).toBe(true)
  expect(await finds('country=DE&language=en')).toBe(false)
  // The gathering's own texts are in English.
  expect(await finds('language=en')).toBe(true)
  expect([await finds('state=coming'), await finds('state=live'), await finds('over=no')]).toEqual([
    true,
    false,
    true,
  ])
  app.clock.set(testInstant)
  expect([await finds('state=coming'), await finds('state=live'), await finds('over=yes')]).toEqual([
    false,
    true,
    false,
  ])
  app.clock.set(testInstant + lengthMs)
  expect([await finds('state=live'), await finds('state=past'), await finds('over=yes')]).toEqual([
    false,
    true,
    true,
  ])
  app.clock.set(testNow)
  await order('postponeGathering', {})
  expect([await finds('state=to-be-confirmed'), await finds(`from=${testInstant}`)]).toEqual([true, false])
  await order('cancelGathering', {})
  expect([await finds('state=cancelled'), await finds('state=to-be-confirmed')]).toEqual([true, false])
  await order('removeGathering', {})
})

test('L1: an answer is known again by its tag until something in it changes, and packed as it is asked for', async () => {
  const { order } = await makeGathering(app)
  const get = (headers: Record<string, string>) => fetch(`${app.url()}/api/calendar?over=no`, { headers })
  const first = await get({ 'accept-encoding': 'br' })
  expect(first.headers.get('content-encoding')).toBe('br')
  expect(first.headers.get('cache-control')).toBe('public, no-cache')
  const tag = first.headers.get('etag') ?? ''
  // A cache in between may weaken the ETag or send several.
  for (const known of [tag, `W/${tag}`, `"other", W/${tag}`, '*']) {
    const answer = await get({ 'accept-encoding': 'br', 'if-none-match': known })
    expect({ known, status: answer.status }).toEqual({ known, status: 304 })
  }
  await order('editGathering', { texts: { en: { title: 'Another title' } } })
  const again = await get({ 'accept-encoding': 'br', 'if-none-match': tag })
  expect(again.status).toBe(200)
  expect(await again.text()).toContain('Another title')
  await order('removeGathering', {})
})

test.each([
  'country=de',
  'from=yesterday',
  'limit=0',
  'limit=201',
  'state=soon',
  'cursor=1',
  'place=%00',
  'unknown=1',
  'order=none',
  'from=-1',
])('%s is refused', async (query) => {
  expect((await fetch(`${app.url()}/api/calendar?${query}`)).status).toBe(400)
})

test('L2: a socket is told of the months that it follows and of no other, also when a gathering moves out of them', async () => {
  const { gatheringId, order } = await makeGathering(app)
  const [here, there, open] = [await app.connect(), await app.connect(), await app.connect()]
  await Promise.all([here.browse(['2026-01']), there.browse(['2026-03']), open.browse(['open'])])
  const toldOf = ({ told }: Person, id: string) =>
    told.filter(({ value }) => (value as { gatheringId?: string }).gatheringId === id)
  const toldLast = (person: Person) => toldOf(person, gatheringId).at(-1)
  const within = 4000
  await order('editGathering', { lengthMs: 60 * 60_000 })
  await eventually(() => expect(toldLast(here)).toMatchObject({ value: { lengthMs: 60 * 60_000 } }), within)
  const startsAt = Date.UTC(2026, 2, 5)
  await order('editGathering', { startsAt })
  await eventually(() => {
    for (const reader of [here, there]) expect(toldLast(reader)).toMatchObject({ value: { startsAt } })
  }, within)
  await here.browse(['2026-02'])
  await order('removeGathering', {})
  await eventually(() => expect(toldLast(there)).toEqual({ event: 'gone', value: { gatheringId } }), within)
  await heardAll(here, there, open)
  expect(toldOf(here, gatheringId).every(({ event }) => event === 'summary')).toBe(true)
  expect(toldOf(there, gatheringId).map(({ event }) => event)).toEqual(['summary', 'gone'])
  expect(open.told).toEqual([])
})

function listed(index: number, startsAt: number | null): Listed {
  const span = startsAt === null ? null : { from: startsAt, to: startsAt + 10 }
  return {
    summary: {
      gatheringId: `gathering-${index}`,
      slug: `g${index}`,
      clock: null,
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 10,
      ...firstPlan,
      span,
      leadPlace: null,
      languages: ['ar'],
      titles: {},
      cities: 0,
      people: 0,
      atLeast: false,
      onStage: false,
    },
    meetings: [],
  }
}

test('L1: pages put together are the whole, in order, each gathering once, in both orders and whatever the size of a page', () => {
  const instants = fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), { maxLength: 60 })
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 9 }), fc.boolean(), (starts, limit, isLatest) => {
      const lines = starts.map((startsAt, index) => listed(index, startsAt)).sort(compareListed)
      const order = isLatest ? 'latest' : 'soonest'
      const found: string[] = []
      let cursor: string | undefined
      do {
        const text = { order, limit: `${limit}`, ...(cursor === undefined ? {} : { cursor }) }
        const page = findInCalendar(lines, calendarQuery.parse(text), 20)
        expect(page.total).toBe(lines.length)
        found.push(...idsOf(page))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      const all = lines.map(({ summary }) => summary.gatheringId)
      expect(found).toEqual(isLatest ? all.reverse() : all)
    }),
  )
})

test('what is over and what is not are each other’s opposite, and every gathering has one state', () => {
  const instants = fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), { maxLength: 20 })
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 60 }), (starts, now) => {
      const lines = starts.map((startsAt, index) => listed(index, startsAt)).sort(compareListed)
      const count = (query: Record<string, string>) =>
        findInCalendar(lines, calendarQuery.parse(query), now).total
      expect(count({ over: 'yes' }) + count({ over: 'no' })).toBe(lines.length)
      const states = ['coming', 'live', 'past', 'to-be-confirmed', 'cancelled']
      expect(states.reduce((sum, state) => sum + count({ state }), 0)).toBe(lines.length)
      expect(count({ state: 'past' })).toBe(count({ over: 'yes' }))
      for (const { summary } of lines) expect(states).toContain(calendarStateOf(summary, now))
    }),
  )
})

test('the months between two instants are all months that an instant between them falls in', () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2022, 0, 1) })
  fc.assert(
    fc.property(instant, instant, instant, (a, b, c) => {
      const [from = 0, between = 0, to = 0] = [a, b, c].sort((one, other) => one - other)
      const months = monthsBetween(from, to)
      expect(months).toContain(new Date(between).toISOString().slice(0, 7))
      expect(months[0]).toBe(new Date(from).toISOString().slice(0, 7))
      expect(months.at(-1)).toBe(new Date(to).toISOString().slice(0, 7))
    }),
  )
})
