// Raises versions after a city's rows were erased outside of commands, only for audiences whose view changed.
import { hostStanding } from '#shared/domain/host-rights.ts'
import { type Changed, compare, type Moment } from '../reading/compare.ts'
import { hearsMessage } from '../reading/exposure.ts'
import { guestLayer, hostLayer, type Layer } from '../reading/layers.ts'
import { idsIn } from '../reading/parts.ts'
import { deletePartsNaming, raiseLayers, wholePart } from '../store/audience-rows.ts'
import { listMessages } from '../store/crew-rows.ts'
import { loadGathering, loadGatheringToChange } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Queries } from '../store/tables.ts'

/** Runs `erase` and raises the resulting versions. Call inside a transaction. Null when `erase` erased nothing. */
export async function eraseAndRaise<Value>(
  db: Queries,
  gatheringId: string,
  meetingId: string,
  erase: () => Promise<Value | null>,
): Promise<Value | null> {
  // Locks the gathering's row.
  await loadGatheringToChange(db, gatheringId)
  const before = await momentOf(db, gatheringId)
  // Messages to all stay; only those from or to this city are erased.
  const said = (await listMessages(db, gatheringId, meetingId)).filter(
    ({ from, to }) => from === meetingId || to === meetingId,
  )
  const value = await erase()
  if (value === null) return null
  const after = await momentOf(db, gatheringId)
  if (before === null || after === null) return value
  const changed = new Map(comparedBy(before, after, meetingId))
  // An update cannot remove messages from a screen, so their readers read everything again.
  const mute = (layer: Layer) => changed.set(layer, new Set([wholePart]))
  if (said.length > 0) for (const layer of ['organizer', 'director']) mute(layer)
  for (const [hostId, { meeting }] of before.meetings) {
    const host = { kind: 'host', meetingId: hostId } as const
    const standing = hostStanding(meeting)
    if (hostId !== meetingId && said.some((message) => hearsMessage(message, host, standing)))
      mute(hostLayer(hostId))
  }
  if (!after.meetings.has(meetingId)) {
    // No stored part may name a deleted city: audiences that knew it read the whole gathering again.
    await deletePartsNaming(db, gatheringId, meetingId)
    for (const own of [hostLayer(meetingId), guestLayer(meetingId)]) changed.delete(own)
    for (const [layer, parts] of changed) {
      if ([...idsIn(parts).meetings, ...idsIn(parts).counts].includes(meetingId)) mute(layer)
    }
  }
  await raiseLayers(db, gatheringId, changed)
  return value
}

async function momentOf(db: Queries, gatheringId: string): Promise<Moment | null> {
  const record = await loadGathering(db, gatheringId)
  if (record === null) return null
  const meetings = await loadMeetings(db, gatheringId)
  return { record, meetings: new Map(meetings.map((each) => [each.meeting.meetingId, each])) }
}

function comparedBy(before: Moment, after: Moment, meetingId: string): Changed {
  const dirty = new Set([...before.meetings.keys(), ...after.meetings.keys()])
  return compare({
    before,
    after,
    dirty,
    replies: [],
    lists: new Set([meetingId]),
    messages: [],
    hasOtherDirectors: false,
  })
}
