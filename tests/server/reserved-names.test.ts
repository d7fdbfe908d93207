// Reserved names: properties that every object inherits, and the names of pages next to a city's page.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInheritedName, namesBesideCities } from '#shared/protocol/reserved-names.ts'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import { cityIds, makeGathering, makeSecret, openPlan } from '../support/test-gathering.ts'

const inherited = Object.getOwnPropertyNames(Object.prototype)
const root = join(import.meta.dirname, '..', '..')

const app = startFileApp()

test('C11: nothing gets an id that every object inherits as a name, from an organizer or from a stranger', async () => {
  const gathering = await makeGathering(app)
  const stranger = await app.connect()
  expect(inherited).toContain('__proto__')
  for (const meetingId of inherited) {
    const city = { meetingId, placeId: cityIds.berlin, plan: openPlan }
    const added = { ...city, hostSecret: makeSecret('h') }
    expect(
      await gathering.organizer.ask('addMeeting', gathering.gatheringId, added),
      meetingId,
    ).toMatchObject({
      ok: false,
      reason: 'malformed',
    })
    const credential = makeSecret('h')
    const proposed = await stranger.ask('proposeMeeting', gathering.gatheringId, city, { credential })
    expect(proposed, meetingId).toMatchObject({ ok: false, reason: 'malformed' })
    const place = { ...city, meetingId: 'meeting-of-its-own', placeId: meetingId }
    expect(
      await stranger.ask('proposeMeeting', gathering.gatheringId, place, { credential }),
      meetingId,
    ).toMatchObject({ ok: false, reason: 'malformed' })
  }
})

test('C2: a report on a city with the name of what every object inherits ends nothing', async () => {
  const gathering = await makeGathering(app)
  const control = await app.connect({ cookie: gathering.cookie })
  await control.join({ gathering: gathering.slug, as: 'organizer' })
  const screen = await app.connect()
  await screen.join({ gathering: gathering.slug, as: 'public' })
  for (const meetingId of [...inherited, 'constructor'.repeat(3)]) {
    const { gatheringId } = gathering
    screen.socket.emit('watching', { gatheringId, meetingId, state: 'well', delayMs: 1, kbps: 1 })
  }
  // Longer than the interval of the crew's updates: the reports are summed up by then.
  await new Promise((resolve) => setTimeout(resolve, 2200))
  expect(snapshotOf(await screen.join({ gathering: gathering.slug, as: 'public' })).gathering.slug).toBe(
    gathering.slug,
  )
})

test('C11: a gathering called like what every object inherits gets another address', async () => {
  const gathering = await makeGathering(app, { title: 'Constructor' })
  expect(gathering.slug).toMatch(/^constructor-\w+/)
  expect(isInheritedName(gathering.slug)).toBe(false)
})

test('C12: a city cannot stand where a page stands', async () => {
  const gathering = await makeGathering(app)
  // Shorter names cannot be ids.
  const names = namesBesideCities.filter(({ length }) => length >= 8)
  expect(names).toContain('organize')
  for (const name of [...names, 'Organize', 'PROGRAMME']) {
    const city = { meetingId: name, placeId: cityIds.berlin, plan: openPlan, hostSecret: makeSecret('h') }
    expect(await gathering.organizer.ask('addMeeting', gathering.gatheringId, city), name).toMatchObject({
      ok: false,
      reason: 'malformed',
    })
  }
})

test('C12: the list knows every page and file that stands beside a city’s page', () => {
  const found = new Set<string>()
  for (const file of sources()) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /\/g\/(?::slug|\$\{[^}]*slug[^}]*\})\/([a-z][a-z-]*)/g,
    )) {
      found.add(name)
    }
  }
  expect(found).toContain('organize')
  expect([...found].sort().filter((name) => !namesBesideCities.includes(name))).toEqual([])
})

function sources(): string[] {
  return ['server', 'client/app', 'client/features'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
}
