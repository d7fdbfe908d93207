// Proves silence without waiting for it: what is told after everything else has arrived, so whatever was told before has too.
import type { Update } from '#shared/protocol/views.ts'
import { eventually, type Person } from './person.ts'
import type { TestGathering } from './test-gathering.ts'

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
    const { epoch: _epoch, gatheringId: _id, from: _from, to: _to, gathering, ...more } = value as Update
    const isMarker = gathering?.texts['en']?.slogan.startsWith('marker ') ?? false
    return !isMarker || Object.keys(more).length > 0
  })
}
