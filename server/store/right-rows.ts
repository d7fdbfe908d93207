// The links and organizers that are valid now, in SQL, to detect that the right of an open socket has ended.
import { hashSecret } from '../secrets.ts'
import { paddedPieces } from './bulk-statements.ts'
import { organizersOfEach } from './organizer-rows.ts'
import type { Queries } from './tables.ts'

export type StandingRights = {
  /** By meeting: the hash of its host link, null after it was revoked. */
  readonly hostHashes: ReadonlyMap<string, string | null>
  /** By meeting: the hash of its invitation. */
  readonly invitationHashes: ReadonlyMap<string, string>
  /** By director: the hash of their link. */
  readonly directorHashes: ReadonlyMap<string, string>
  /** By gathering. */
  readonly organizers: ReadonlyMap<string, readonly string[]>
}

export async function loadStandingRights(
  db: Queries,
  asked: {
    readonly gatheringIds: readonly string[]
    readonly meetingIds: readonly string[]
    readonly directorIds: readonly string[]
  },
): Promise<StandingRights> {
  const hostHashes = new Map<string, string | null>()
  const invitationHashes = new Map<string, string>()
  for (const ids of paddedPieces(asked.meetingIds)) {
    const rows = await db
      .selectFrom('meetings')
      .select(['meeting_id', 'host_hash', 'invitation'])
      .where('meeting_id', 'in', ids)
      .execute()
    for (const row of rows) {
      hostHashes.set(row.meeting_id, row.host_hash)
      // An empty invitation opens nothing.
      if (row.invitation !== '') invitationHashes.set(row.meeting_id, hashSecret(row.invitation))
    }
  }
  const directorHashes = new Map<string, string>()
  for (const ids of paddedPieces(asked.directorIds)) {
    const rows = await db
      .selectFrom('directors')
      .select(['director_id', 'secret_hash'])
      .where('director_id', 'in', ids)
      .execute()
    for (const row of rows) directorHashes.set(row.director_id, row.secret_hash)
  }
  const organizers = await organizersOfEach(db, asked.gatheringIds)
  return { hostHashes, invitationHashes, directorHashes, organizers }
}
