// Whether a secret already opens something, by one indexed look-up.
import type { Actor } from '../commands/actor.ts'
import { findAttendanceBySecret } from '../store/attendance-rows.ts'
import { findDirector } from '../store/crew-rows.ts'
import { findMeetingByHost } from '../store/meeting-rows.ts'
import type { Queries } from '../store/tables.ts'

export async function isKnownSecret(db: Queries, actor: Actor, gatheringId: string): Promise<boolean> {
  if (actor.kind !== 'secret') return true
  switch (actor.opens) {
    case 'reply':
      return (await findAttendanceBySecret(db, actor.hash)) !== null
    case 'host':
      return (await findMeetingByHost(db, gatheringId, actor.hash)) !== null
    case 'director':
      return (await findDirector(db, gatheringId, actor.hash)) !== null
  }
}
