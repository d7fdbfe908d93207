// The order of lists that strangers and participants read depends on ids, not on which rows were written last.
import { expect, test } from 'vitest'
import { feedToken } from '#server/reading/feed-token.ts'
import { hashSecret } from '#server/secrets.ts'
import { findAttendanceBySecret } from '#server/store/attendance-rows.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { startFileApp } from '../../support/file-app.ts'
import { accepted, cityIds, invited, makeGathering, makeSecret } from '../../support/test-gathering.ts'

const app = startFileApp()

const hidden = { exposure: exposurePresets.vetted }

test('A10: the order of equally large cities in the calendar tells of no reply', async () => {
  const gathering = await makeGathering(app)
  const cities = []
  for (let at = 0; at < 4; at += 1) cities.push(await gathering.addCity(cityIds.idlib, hidden))
  // More rows than one page of PostgreSQL holds.
  const other = await makeGathering(app)
  for (let at = 0; at < 16; at += 1) await other.addCity(cityIds.aleppo)
  const person = await app.connect()
  let marks = 0
  const order = async (): Promise<readonly string[]> => {
    // An edit that everybody reads makes the server generate the calendar's entry again.
    marks += 1
    await gathering.order('editGathering', { texts: { en: { slogan: `Mark ${marks}` } } })
    const page = await (await fetch(`${app.url()}/api/calendar`)).json()
    const entry = page.entries.find(
      ({ summary }: { summary: { gatheringId: string } }) => summary.gatheringId === gathering.gatheringId,
    )
    return entry.meetings.map(({ meetingId }: { meetingId: string }) => meetingId)
  }
  const before = await order()
  expect(before).toHaveLength(4)
  const { meetingId = '' } = cities[1] ?? {}
  const reply = async () => {
    const payload = { meetingId, partySize: 1 }
    accepted(
      await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: makeSecret('r') }),
    )
  }
  await whileSomebodyReads(async () => {
    for (let replies = 0; replies < 6; replies += 1) await reply()
  })
  expect(await order()).toEqual(before)
})

/** As during a backup: PostgreSQL keeps the old row versions and writes changed rows to other pages. */
async function whileSomebodyReads(act: () => Promise<void>): Promise<void> {
  const { db, kind } = app.store()
  if (kind === 'sqlite') return act()
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (reading) => {
      await reading.selectFrom('meetings').select('meeting_id').execute()
      await act()
    })
}

test('A11: the order of one’s own replies in a calendar is that of the keys, whatever happens to their rows', async () => {
  const gathering = await makeGathering(app)
  const person = await app.connect()
  const keys: string[] = []
  const ids: string[] = []
  for (const placeId of [cityIds.idlib, cityIds.aleppo, cityIds.gaziantep]) {
    const { meetingId } = await gathering.addCity(placeId, { ...hidden, capacity: 100 })
    const credential = makeSecret('r')
    const payload = { meetingId, partySize: 1 }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    const row = await findAttendanceBySecret(app.store().db, hashSecret(credential))
    if (row === null) throw new Error('no reply')
    keys.push(feedToken(row))
    ids.push(row.attendance.attendanceId)
  }
  const read = async (asked: readonly string[]) => {
    const text = await (await fetch(`${app.url()}/feed/${asked.join()}.ics`)).text()
    return text.match(/^UID:.*$/gm)
  }
  const before = await read(keys)
  expect(before).toHaveLength(3)
  // As when a burst delays the first of them: its holder still reads the earlier state.
  const { db } = app.store()
  const first = db.updateTable('attendances').where('attendance_id', '=', ids[0] ?? '')
  await whileSomebodyReads(async () => {
    for (let at = 0; at < 40; at += 1) await first.set({ state: 'asked', held: 'time' }).execute()
  })
  expect(await read(keys)).toEqual(before)
  expect(await read([...keys].reverse())).toEqual([...(before ?? [])].reverse())
})

test('A1: a feed says of a city when that changed which strangers read, and of nothing closed', async () => {
  const gathering = await makeGathering(app)
  const startedAt = app.clock.now()
  const { meetingId } = await gathering.addCity(cityIds.idlib, hidden)
  const secret = await gathering.addCity(cityIds.aleppo, { exposure: invited })
  const read = async (): Promise<readonly { date_published: string; date_modified: string; id: string }[]> =>
    (await (await fetch(`${app.url()}/g/${gathering.slug}/feed.json?lang=en`)).json()).items
  const timesOf = (items: Awaited<ReturnType<typeof read>>, city: string) => {
    const item = items.find(({ id }) => id.includes(city))
    return item && [item.date_published, item.date_modified].map((date) => Date.parse(date) - startedAt)
  }
  expect(timesOf(await read(), meetingId)).toEqual([0, 0])
  const pass = () => app.clock.set(app.clock.now() + 60_000)
  pass()
  // Only readers whom the host knows may see the venue and the capacity.
  await gathering.order('editMeeting', { meetingId, edit: { address: '2 Other Street', capacity: 12 } })
  await gathering.order('editMeeting', { meetingId: secret.meetingId, edit: { note: 'By the well' } })
  // An edit that everybody reads makes the server generate the feed again.
  await gathering.order('editGathering', { texts: { en: { slogan: 'Again' } } })
  expect(timesOf(await read(), meetingId)).toEqual([0, 0])
  pass()
  await gathering.order('editMeeting', { meetingId, edit: { note: 'Bring a lamp', languages: ['ar', 'ku'] } })
  expect(timesOf(await read(), meetingId)).toEqual([0, 120_000])
  pass()
  // For strangers, a city's history begins when it is opened to them.
  await gathering.order('editMeeting', {
    meetingId: secret.meetingId,
    edit: { exposure: exposurePresets.open },
  })
  expect(timesOf(await read(), secret.meetingId)).toEqual([180_000, 180_000])
  app.clock.set(startedAt)
})
