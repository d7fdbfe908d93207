// Removes the actors of an erased city from a gathering's log: their other entries keep the version but no actor.
import { type RawBuilder, sql } from 'kysely'
import { actorKeyOf } from '../secrets.ts'
import type { Queries } from './tables.ts'

/**
 * Call before deleting the entries that name the city: they identify its hosts and the people who replied. Actors of all crew messages are
 * removed too, because a former host, whose link was renewed, cannot be identified otherwise. Organizers are not a secret of a city. As
 * after a redaction, a retry of such a command is decided again.
 */
export async function forgetActorsOf(
  db: Queries,
  gatheringId: string,
  { isNamed, hostHash }: { readonly isNamed: RawBuilder<boolean>; readonly hostHash: string | null },
): Promise<void> {
  const host = hostHash === null ? '' : actorKeyOf(hostHash)
  await sql`
    update changes
    set actor_key = '', command_id = 'erased ' || gathering_id || ' ' || cast(version as text), outcome = '{}'
    where gathering_id = ${gatheringId} and actor_key <> '' and actor_key not like 'o:%' and (
      actor_key = ${host} or changes like '%"type":"crewSaid"%' or actor_key in (
        select actor_key from changes where gathering_id = ${gatheringId} and ${isNamed}))`.execute(db)
}
