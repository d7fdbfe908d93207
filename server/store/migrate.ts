// Brings a database to the newest shape by itself, and gives it its epoch.
import { randomBytes } from 'node:crypto'
import { type Kysely, Migrator } from 'kysely'
import * as foundation from './migrations/001-foundation.ts'
import * as severalProcesses from './migrations/002-several-processes.ts'
import * as changedPlans from './migrations/003-changed-plans.ts'
import * as zoneRules from './migrations/004-zone-rules.ts'
import * as revisedAt from './migrations/005-revised-at.ts'
import * as linkUp from './migrations/006-link-up.ts'
import * as next from './migrations/007-next.ts'
import * as keeping from './migrations/008-keeping.ts'
import * as doorKey from './migrations/009-door-key.ts'
import * as mergePaths from './migrations/010-merge-paths.ts'
import * as audienceVersions from './migrations/012-audience-versions.ts'
import type { Tables } from './tables.ts'

/** On PostgreSQL under a lock that Kysely takes, so that several processes may start at once. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '001-foundation': foundation,
        '002-several-processes': severalProcesses,
        '003-changed-plans': changedPlans,
        '004-zone-rules': zoneRules,
        '005-revised-at': revisedAt,
        '006-link-up': linkUp,
        '007-next': next,
        '008-keeping': keeping,
        '009-door-key': doorKey,
        '010-merge-paths': mergePaths,
        '012-audience-versions': audienceVersions,
      }),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

/** Made at the first opening. Of several processes that do so at once, the first one's is kept. */
export async function readEpoch(db: Kysely<Tables>): Promise<string> {
  const kept = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (kept !== undefined) return kept.value
  const epoch = randomBytes(9).toString('base64url')
  await db
    .insertInto('meta')
    .values({ key: 'epoch', value: epoch })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return readEpoch(db)
}
