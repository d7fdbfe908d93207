// Takes out of a gathering's log who acted in a city that is erased: entries of theirs that name no city keep their version, and nobody.
import { type RawBuilder, sql } from 'kysely'
import { actorKeyOf } from '../secrets.ts'
import type { Queries } from './tables.ts'

/**
 * Before the entries that name the city are deleted: its hosts and the people who replied are found by them. What any host said goes too,
 * because a host of before, whose link was renewed, may have said it and is found by nothing else. Organizers are no secret of a city. As
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
