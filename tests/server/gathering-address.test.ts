import { expect, test } from 'vitest'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import { makeGathering, makeTestId } from '../support/test-gathering.ts'

const app = startFileApp()

test('no gathering can take the address of another one, neither by its id nor by its title', async () => {
  const first = await makeGathering(app, { title: 'A night of light' })
  expect(first.slug).toBe('a-night-of-light')
  const { organizer } = first
  expect(await organizer.ask('createGathering', first.slug, { language: 'en' })).toEqual({
    ok: false,
    reason: 'already-exists',
  })
  const named = 'named-before-its-title'
  expect(await organizer.ask('createGathering', named, { language: 'en' })).toMatchObject({ ok: true })
  const second = await makeGathering(app, { title: 'Named before its title' })
  expect(second.slug).not.toBe(named)
  const read = snapshotOf(await organizer.join({ gathering: named, as: 'organizer' }))
  expect(read.gathering.gatheringId).toBe(named)
  const free = makeTestId()
  expect(await organizer.ask('createGathering', free, { language: 'en' })).toMatchObject({ ok: true })
  expect(await organizer.ask('createGathering', free, { language: 'en' })).toMatchObject({
    ok: false,
    reason: 'already-exists',
  })
})
