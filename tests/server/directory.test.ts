import { expect, onTestFinished, test } from 'vitest'
import { createCalendar } from '#server/reading/calendar.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { addOrganizer } from '#server/store/organizer-rows.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createDirectoryPublisher } from '#server/sync/publish-directory.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import { startFileApp } from '../support/file-app.ts'
import { heardAll } from '../support/heard-all.ts'
import { eventually, type Person } from '../support/person.ts'
import { signInAnotherOrganizer } from '../support/second-organizer.ts'
import { makeGathering } from '../support/test-gathering.ts'

const app = startFileApp()

/** The messages this reader received about one gathering, in order. */
const toldOf = ({ told }: Person, gatheringId: string) =>
  told.filter(({ value }) => (value as { gatheringId?: string }).gatheringId === gatheringId)

/** The calendar sends its changes once per second. */
const withinMs = 4000

test('A7: a draft is told to its organizer and to nobody else, and editing it takes it off no list', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  expect(await organizer.browse(['2026-01'])).toMatchObject([{ gatheringId, status: 'draft' }])
  expect(await stranger.browse(['2026-01'])).toEqual([])
  await order('editGathering', { texts: { en: { title: 'Another hour' } } })
  const told = () => toldOf(organizer, gatheringId)
  const draft = { status: 'draft', titles: { en: { title: 'Another hour' } } }
  await eventually(() => expect(told().at(-1)).toMatchObject({ event: 'summary', value: draft }), withinMs)
  await heardAll(stranger)
  expect(told().every(({ event }) => event === 'summary')).toBe(true)
  expect(stranger.told).toEqual([])
})

test('A7, A8: who is an organizer of a draft no longer is told that it is gone from their list, and nothing else of it', async () => {
  const { gatheringId, order } = await makeGathering(app, { published: false })
  const cookie = await signInAnotherOrganizer(app)
  const { db } = app.store()
  const { organizer_id: organizerId } = await db
    .selectFrom('organizers')
    .select('organizer_id')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  await addOrganizer(db, gatheringId, organizerId, app.clock.now())
  await order('editGathering', { texts: { en: { title: 'Ours' } } })
  const former = await app.connect({ cookie })
  expect(await former.browse(['2026-01'])).toMatchObject([{ gatheringId }])
  await db.deleteFrom('gathering_crew').where('organizer_id', '=', organizerId).execute()
  await order('editGathering', { texts: { en: { title: 'Not theirs' } } })
  await eventually(
    () => expect(toldOf(former, gatheringId).at(-1)).toMatchObject({ event: 'gone' }),
    withinMs,
  )
  await order('editGathering', { texts: { en: { title: 'Still not theirs' } } })
  await heardAll(former)
  expect(JSON.stringify(former.told)).not.toContain('ot theirs')
  expect(toldOf(former, gatheringId).filter(({ event }) => event === 'gone')).toHaveLength(1)
})

test('A7, L3: what is published appears on every list, and taken back it is gone from strangers only', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  await Promise.all([organizer.browse(['2026-01']), stranger.browse(['2026-01'])])
  const gone = { event: 'gone', value: { gatheringId } }
  const last = (person: Person) => toldOf(person, gatheringId).at(-1)
  await order('publishGathering', {})
  await eventually(() => {
    for (const reader of [organizer, stranger]) {
      expect(last(reader)).toMatchObject({ event: 'summary', value: { status: 'published' } })
    }
  }, withinMs)
  await order('unpublishGathering', {})
  await eventually(() => expect(last(stranger)).toEqual(gone), withinMs)
  await eventually(() => expect(last(organizer)).toMatchObject({ value: { status: 'draft' } }), withinMs)
  // It stays in the organizer's own list throughout.
  expect(toldOf(organizer, gatheringId).map(({ event }) => event)).not.toContain('gone')
  await order('removeGathering', {})
  await eventually(() => expect(last(organizer)).toEqual(gone), withinMs)
  await heardAll(stranger)
  expect(toldOf(stranger, gatheringId).map(({ event }) => event)).toEqual(['summary', 'gone'])
})

test('L3: a published gathering that is removed is told as gone to strangers and to its organizer', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app)
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  await Promise.all([organizer.browse(['2026-01']), stranger.browse(['2026-01'])])
  await order('editGathering', { lengthMs: 2 * 3_600_000 })
  for (const reader of [organizer, stranger])
    await eventually(
      () => expect(toldOf(reader, gatheringId).at(-1)).toMatchObject({ event: 'summary' }),
      withinMs,
    )
  await order('removeGathering', {})
  const gone = { event: 'gone', value: { gatheringId } }
  for (const reader of [organizer, stranger])
    await eventually(() => expect(toldOf(reader, gatheringId).at(-1)).toEqual(gone), withinMs)
})

test('A7: what was published and taken back before anybody was told is said to be gone to nobody', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  await Promise.all([organizer.browse(['2026-01']), stranger.browse(['2026-01'])])
  const draftTold = (slogan: string) =>
    eventually(() => {
      const value = { status: 'draft', titles: { en: { slogan } } }
      expect(toldOf(organizer, gatheringId).at(-1)).toMatchObject({ event: 'summary', value })
    }, withinMs)
  // Right after one tick, so that all that follows happens before the next.
  await order('editGathering', { texts: { en: { slogan: 'First' } } })
  await draftTold('First')
  await order('publishGathering', {})
  const read = (await (await fetch(`${app.url()}/api/calendar`)).json()) as CalendarPage
  expect(read.entries.map(({ summary }) => summary.gatheringId)).toContain(gatheringId)
  await order('unpublishGathering', {})
  await order('editGathering', { texts: { en: { slogan: 'Second' } } })
  await draftTold('Second')
  await heardAll(stranger)
  // On a machine too slow for that, the reader first received it as published.
  const events = toldOf(stranger, gatheringId).map(({ event }) => event)
  expect([[], ['summary', 'gone']]).toContainEqual(events)
})

test('A7: a draft that is removed is told as gone to its organizer alone, also when nothing was told of it before', async () => {
  const { gatheringId, order, cookie } = await makeGathering(app, { published: false })
  const [organizer, stranger] = [await app.connect({ cookie }), await app.connect()]
  await Promise.all([organizer.browse(['2026-01']), stranger.browse(['2026-01'])])
  await order('removeGathering', {})
  const gone = { event: 'gone', value: { gatheringId } }
  await eventually(() => expect(toldOf(organizer, gatheringId).at(-1)).toEqual(gone), withinMs)
  await heardAll(stranger)
  expect(toldOf(stranger, gatheringId)).toEqual([])
})

test('A7: an organizer is told of a draft also when its line was read on the way to telling of another gathering', async () => {
  const { gatheringId, order } = await makeGathering(app)
  // The heads of another process, which nobody notifies of this one's writes.
  const store = app.store()
  const heads = createHeads()
  const readings = createReadings(store, heads)
  const calendar = createCalendar(store, heads)
  const listeners = createListeners()
  listeners.addBrowser()
  await calendar.refresh(true)
  const told: unknown[] = []
  const publisher = createDirectoryPublisher(
    {
      store,
      readings,
      calendar,
      listeners,
      tell: (rooms, { event, values }) => told.push({ rooms, event, values }),
    },
    (error) => app.trouble.push(error),
  )
  onTestFinished(() => publisher.stop())
  await order('unpublishGathering', {})
  calendar.doubt()
  heads.learn('another-gathering', [['public', 1]])
  heads.learn('another-gathering', [['public', 2]])
  const value = { gatheringId, status: 'draft' }
  const rooms = [expect.stringMatching(/^own:/)]
  await eventually(
    () => expect(told).toContainEqual({ rooms, event: 'summary', values: [expect.objectContaining(value)] }),
    withinMs,
  )
})
