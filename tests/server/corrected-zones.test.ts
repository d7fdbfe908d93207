// A meeting keeps its place: when a later gazetteer corrects the town's time zone, the meeting gets the corrected zone.
import { expect, test } from 'vitest'
import { noteZoneRules } from '#server/commands/note-zone-rules.ts'
import { loadMeetings } from '#server/store/meeting-rows.ts'
import type { Place } from '#shared/domain/place.ts'
import { startFileApp } from '../support/file-app.ts'
import { cityIds, makeGathering, type TestGathering } from '../support/test-gathering.ts'

const app = startFileApp()

/** A stub gazetteer that returns this zone for every place. */
const meansIn = (timeZone: string) => ({
  clock: app.clock,
  ids: { next: () => crypto.randomUUID() },
  findPlace: (placeId: string): Place => ({
    placeId,
    names: { en: 'Berlin' },
    countryCode: 'DE',
    timeZone,
    latitude: 52.52,
    longitude: 13.4,
    population: 1,
  }),
})

/** Reads the rows directly, because this server's readers were not notified. */
async function berlinOf({ gatheringId }: TestGathering) {
  const [record] = await loadMeetings(app.store().db, gatheringId)
  return record?.meeting
}

test('a city whose zone was wrong is told with what its clock shows now, and once', async () => {
  const gathering = await makeGathering(app)
  await gathering.addCity(cityIds.berlin)
  const note = (zone: string) => noteZoneRules(app.store(), meansIn(zone), gathering.gatheringId)
  expect(await note('Europe/Berlin')).toMatchObject({ moved: [], committed: null })
  const before = await berlinOf(gathering)
  expect(await note('Europe/Helsinki')).toMatchObject({
    moved: [{ meeting: { place: { timeZone: 'Europe/Helsinki' } } }],
  })
  const after = await berlinOf(gathering)
  expect(after).toMatchObject({
    place: { timeZone: 'Europe/Helsinki', names: before?.place.names },
    revision: (before?.revision ?? 0) + 1,
    zoneMoved: { from: expect.any(String), to: expect.any(String) },
  })
  expect(await note('Europe/Helsinki')).toMatchObject({ moved: [], committed: null })
})

test('another zone with the same hour is kept without a word to people', async () => {
  const gathering = await makeGathering(app)
  await gathering.addCity(cityIds.berlin)
  const note = (zone: string) => noteZoneRules(app.store(), meansIn(zone), gathering.gatheringId)
  await note('Europe/Berlin')
  const { moved, committed } = await note('Europe/Paris')
  expect(moved).toEqual([])
  expect(committed).not.toBeNull()
  expect(await berlinOf(gathering)).toMatchObject({
    place: { timeZone: 'Europe/Paris' },
    revision: 0,
    zoneMoved: null,
  })
})
