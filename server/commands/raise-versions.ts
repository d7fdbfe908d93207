// At the end of a transaction: raises the version of each audience whose projection changed, and stores which parts changed.
import { changeTable, meetingsIn } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { type Changed, type Commit, compare, type Moment, needsAll } from '../reading/compare.ts'
import type { RaisedLayer } from '../reading/latest-versions.ts'
import { commonKinds } from '../reading/layers.ts'
import { isNumbers } from '../reading/parts.ts'
import { type ChangedLayers, deletePartsOf, saveParts, wholePart } from '../store/audience-rows.ts'
import { loadMessages } from '../store/crew-rows.ts'
import { type AudienceVersions, type GatheringRecord, noVersions } from '../store/gathering-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Queries } from '../store/tables.ts'
import type { ChangedReply } from './reply-cache.ts'

/** The parts of `Work` that are used here. */
type Work = {
  readonly db: Queries
  readonly gathering: GatheringRecord | null
  readonly stored: {
    readonly gathering: GatheringRecord | null
    readonly meetings: ReadonlyMap<string, MeetingRecord>
    readonly made: ReadonlySet<string>
    readonly dirty: ReadonlySet<string>
  }
  readonly readMeetings: ReadonlyMap<string, MeetingRecord | null>
  readonly replies: { readonly changed: () => readonly ChangedReply[] }
  readonly meetings: () => Promise<readonly MeetingRecord[]>
  readonly meeting: (meetingId: string) => Promise<MeetingRecord | null>
  readonly setMeeting: (record: MeetingRecord) => void
  readonly setGathering: (record: GatheringRecord) => void
}

/** New version by layer; always contains `public`. */
export type Raised = ReadonlyMap<string, RaisedLayer>

const nothingRaised: Raised = new Map()

export async function raiseVersions(work: Work, changes: readonly Change[]): Promise<Raised> {
  const { gathering: record, stored } = work
  // Nobody knows a gathering that was just created.
  if (record === null) return nothingRaised
  if (stored.gathering === null) return currentOf(record.versions)
  const commit = await commitOf(work, changes, record, stored.gathering)
  const changed = compare(commit)
  if (changed.size === 0) return currentOf(record.versions)
  return raise(work, changed)
}

async function commitOf(
  work: Work,
  changes: readonly Change[],
  record: Moment['record'],
  before: Moment['record'],
): Promise<Commit> {
  const { dirty, meetings, made } = work.stored
  const gatheringId = record.gathering.gatheringId
  const said = changes.flatMap((change) => (change.type === 'crewSaid' ? [change.messageId] : []))
  const messages = said.length === 0 ? [] : await loadMessages(work.db, gatheringId, said)
  const moments = () => ({
    before: { record: before, meetings: ownOf(meetings, gatheringId, made) },
    after: { record, meetings: ownOf(work.readMeetings, gatheringId, new Set<string>()) },
  })
  const rest = {
    dirty,
    messages,
    hasOtherDirectors: changes.some(({ type }) => type === 'controlChanged' || type === 'directorDismissed'),
  }
  if (needsAll({ ...moments(), ...rest })) await work.meetings()
  return { ...moments(), ...rest, replies: work.replies.changed(), lists: listsIn(changes) }
}

function ownOf(
  records: ReadonlyMap<string, MeetingRecord | null>,
  gatheringId: string,
  without: ReadonlySet<string>,
): ReadonlyMap<string, MeetingRecord> {
  const found = new Map<string, MeetingRecord>()
  for (const [meetingId, record] of records) {
    if (record?.meeting.gatheringId === gatheringId && !without.has(meetingId)) found.set(meetingId, record)
  }
  return found
}

/** Meetings where one statement changed many replies without reading them. */
function listsIn(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.filter(({ type }) => changeTable[type].isOfLists).flatMap(meetingsIn))
}

async function raise(work: Work, changed: Changed): Promise<Raised> {
  const record = work.gathering
  if (record === null) return nothingRaised
  const { gatheringId } = record.gathering
  const versions: Record<(typeof commonKinds)[number], number> = { ...(record.versions ?? noVersions) }
  const layers = new Map<string, ChangedLayers extends ReadonlyMap<string, infer Value> ? Value : never>()
  for (const [layer, parts] of changed) {
    const common = commonKinds.find((kind) => kind === layer)
    if (common !== undefined) {
      versions[common] += 1
      layers.set(layer, { version: versions[common], parts })
    } else {
      const version = await raiseOwn(work, layer)
      if (version !== null) layers.set(layer, { version, parts })
    }
    // A whole reload makes older parts irrelevant.
    if (parts.has(wholePart)) await deletePartsOf(work.db, gatheringId, layer)
  }
  work.setGathering({ ...record, versions })
  await saveParts(work.db, gatheringId, layers)
  const raised = new Map(currentOf(versions))
  for (const [layer, { version, parts }] of layers) {
    raised.set(layer, { version, isNumbers: [...parts].every(isNumbers) })
  }
  return raised
}

/** The version of a host or guest layer. */
async function raiseOwn(work: Work, layer: string): Promise<number | null> {
  const [kind, meetingId = ''] = [layer.slice(0, layer.indexOf(':')), layer.slice(layer.indexOf(':') + 1)]
  const record = await work.meeting(meetingId)
  if (record === null) return null
  const name = kind === 'host' ? 'hostVersion' : 'guestVersion'
  const version = (record[name] ?? 0) + 1
  work.setMeeting({ ...record, [name]: version })
  return version
}

function currentOf(versions: AudienceVersions = noVersions): Raised {
  return new Map(commonKinds.map((kind) => [kind, { version: versions[kind], isNumbers: true }]))
}
