// Closes sockets whose right to read a gathering has ended, according to the store and not to notifications.
import { versionsOf } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { loadStandingRights, type StandingRights } from '../store/right-rows.ts'
import type { Revoke } from './revoke.ts'
import type { Followed, SyncServer, SyncSocket } from './sync-server.ts'

/** If no notification arrives, an ended right is enforced within this time plus the duration of the check. */
export const lookAtRightsMs = 800

export type EndRights = {
  /** Checks these gatherings. Throws when the store cannot be read; nothing more may be sent then. */
  readonly end: (gatheringIds: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

type Reading = { readonly socket: SyncSocket; readonly gatheringId: string; readonly followed: Followed }

/** Also checks on its own every `lookAtRightsMs`; errors of that check go to `onTrouble`. */
export function createEndRights(
  io: SyncServer,
  store: Store,
  revoke: Revoke,
  onTrouble: (error: unknown) => void,
): EndRights {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let timer = setTimeout(run, lookAtRightsMs)

  function run(): void {
    running = look()
  }

  async function look(): Promise<void> {
    try {
      await endAmong(readings(() => true))
    } catch (error) {
      if (!isStopped) onTrouble(error)
    }
    if (!isStopped) timer = setTimeout(run, lookAtRightsMs)
  }

  /** Iterates over all sockets, not over room members: a slow reader is left out of its room and keeps its right. */
  function readings(isMeant: (gatheringId: string) => boolean): readonly Reading[] {
    const found: Reading[] = []
    for (const socket of io.sockets.sockets.values()) {
      for (const [gatheringId, followed] of socket.data.audiences) {
        if (followed.audience.kind !== 'public' && isMeant(gatheringId)) {
          found.push({ socket, gatheringId, followed })
        }
      }
    }
    return found
  }

  async function endAmong(found: readonly Reading[]): Promise<void> {
    if (found.length === 0) return
    const gatheringIds = [...new Set(found.map(({ gatheringId }) => gatheringId))]
    const audiences = found.map(({ followed: { audience } }) => audience)
    const meetingIds = audiences.flatMap((audience) => ('meetingId' in audience ? [audience.meetingId] : []))
    const directorIds = audiences.flatMap((audience) =>
      'directorId' in audience ? [audience.directorId] : [],
    )
    // Removed gatherings are skipped: their readers receive `gone` from the publisher.
    const there = await versionsOf(store.db, gatheringIds)
    const rights = await loadStandingRights(store.db, {
      gatheringIds: [...there.keys()],
      meetingIds: [...new Set(meetingIds)],
      directorIds: [...new Set(directorIds)],
    })
    for (const { socket, gatheringId, followed } of found) {
      // The socket may have joined again meanwhile with another right.
      if (socket.data.audiences.get(gatheringId) !== followed || !there.has(gatheringId)) continue
      if (isStanding(rights, gatheringId, followed, socket.data.organizerId)) continue
      revoke(socket, gatheringId)
    }
  }

  return {
    end: (gatheringIds) => {
      const meant = new Set(gatheringIds)
      return endAmong(readings((gatheringId) => meant.has(gatheringId)))
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

function isStanding(
  rights: StandingRights,
  gatheringId: string,
  { audience, credentialHash }: Followed,
  organizerId: string | null,
): boolean {
  switch (audience.kind) {
    case 'public':
      return true
    case 'organizer':
    case 'preview':
      return organizerId !== null && (rights.organizers.get(gatheringId) ?? []).includes(organizerId)
    case 'director':
      return isSame(rights.directorHashes.get(audience.directorId), credentialHash)
    case 'host':
      return isSame(rights.hostHashes.get(audience.meetingId), credentialHash)
    case 'guest':
      return isSame(rights.invitationHashes.get(audience.meetingId), credentialHash)
  }
}

function isSame(kept: string | null | undefined, used: string | null): boolean {
  return kept !== null && kept !== undefined && kept === used
}
