// Knowing that something was told, or was not, without waiting for a while.
import { expect } from 'vitest'
import { readVersions } from '#server/store/audience-rows.ts'
import type { Update } from '#shared/protocol/views.ts'
import { eventually, type Person } from './person.ts'
import type { TestApp } from './test-app.ts'
import type { TestGathering } from './test-gathering.ts'

/** Resolves when all that the server told these people before now has come: one socket keeps its order, and its answer is the last. */
export async function heardAll(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(({ socket }) => socket.timeout(5000).emitWithAck('time')))
}

/**
 * Resolves when all that was committed before now was told to the organizer, who reads the gathering; others are told in the same tick.
 * Something of which an organizer is told must have happened since they joined.
 */
export async function allTold(app: TestApp, { gatheringId, organizer }: TestGathering): Promise<void> {
  const read = await readVersions(app.store().db, gatheringId, [])
  const version = read?.layers.get('organizer') ?? 0
  await eventually(() => expect(organizer.updates().at(-1)?.to).toBeGreaterThanOrEqual(version))
}

let made = 0

/** Edits the gathering's slogan, which every audience reads, and resolves when all of these have heard it. They must have joined it. */
export async function tellMarker({ order }: TestGathering, people: readonly Person[]): Promise<void> {
  const slogan = `marker ${++made} of this test`
  await order('editGathering', { texts: { en: { slogan } } })
  await eventually(() => {
    const deaf = people.filter(
      (person) => !person.updates().some(({ gathering }) => gathering?.texts['en']?.slogan === slogan),
    )
    if (deaf.length > 0) throw new Error(`${deaf.length} of ${people.length} have not heard the marker`)
  }, 10_000)
}

/** What was told of anything but markers; also what came in one update with a marker. */
export function toldBeside(person: Person): readonly unknown[] {
  return person.told.filter(({ event, value }) => {
    if (event !== 'update') return true
    // Clocks come with the gathering's instant.
    const {
      epoch: _epoch,
      gatheringId: _id,
      from: _from,
      to: _to,
      gathering,
      clocks,
      ...more
    } = value as Update
    void clocks
    const isMarker = gathering?.texts['en']?.slogan.startsWith('marker ') ?? false
    return !isMarker || Object.keys(more).length > 0
  })
}
