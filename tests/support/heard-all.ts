// Waits until every update sent so far has arrived, so that a test can check what was sent and what was not, without a fixed delay.
import { expect } from 'vitest'
import { readVersions } from '#server/store/audience-rows.ts'
import type { Update } from '#shared/protocol/views.ts'
import { eventually, type Person } from './person.ts'
import type { TestApp } from './test-app.ts'
import type { TestGathering } from './test-gathering.ts'

/** Resolves when these people have received all updates the server has sent them: a socket preserves order, so its answer comes last. */
export async function heardAll(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(({ socket }) => socket.timeout(5000).emitWithAck('time')))
}

/**
 * Resolves when the organizer, who must have joined, has received all commits so far; other clients are sent them in the same tick.
 * The organizer must be sent at least one change after joining.
 */
export async function allTold(app: TestApp, { gatheringId, organizer }: TestGathering): Promise<void> {
  const read = await readVersions(app.store().db, gatheringId, [])
  const version = read?.layers.get('organizer') ?? 0
  await eventually(() => expect(organizer.updates().at(-1)?.to).toBeGreaterThanOrEqual(version))
}

let made = 0

/** Edits the gathering's slogan, which every audience reads, and resolves when all these people have received it. They must have joined. */
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

/** All updates except those that carry only markers; includes other changes that came in one update with a marker. */
export function toldBeside(person: Person): readonly unknown[] {
  return person.told.filter(({ event, value }) => {
    if (event !== 'update') return true
    // The clocks arrive with the gathering's instant.
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
