// Raises versions after rows of one city were erased beside the commands: of those audiences alone that read something else now.
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

/** In one transaction: what `erase` does, and the versions that follow from it. Null when it erased nothing. */
export async function eraseAndRaise<Value>(
  db: Queries,
  gatheringId: string,
  meetingId: string,
  erase: () => Promise<Value | null>,
): Promise<Value | null> {
  // Nobody changes it meanwhile.
  await loadGatheringToChange(db, gatheringId)
  const before = await momentOf(db, gatheringId)
  // Words to all stay: only those from or to this city go.
  const said = (await listMessages(db, gatheringId, meetingId)).filter(
    ({ from, to }) => from === meetingId || to === meetingId,
  )
  const value = await erase()
  if (value === null) return null
  const after = await momentOf(db, gatheringId)
  if (before === null || after === null) return value
  const changed = new Map(comparedBy(before, after, meetingId))
  // What was said cannot be taken from a screen by an update: its readers read all of it again.
  const mute = (layer: Layer) => changed.set(layer, new Set([wholePart]))
  if (said.length > 0) for (const layer of ['organizer', 'director']) mute(layer)
  for (const [hostId, { meeting }] of before.meetings) {
    const host = { kind: 'host', meetingId: hostId } as const
    const standing = hostStanding(meeting)
    if (hostId !== meetingId && said.some((message) => hearsMessage(message, host, standing)))
      mute(hostLayer(hostId))
  }
  if (!after.meetings.has(meetingId)) {
    // Nothing names a city that was deleted: whoever knew of it reads all of the gathering again.
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
