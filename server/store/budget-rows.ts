// Budgets that several processes spend from together: the same bucket as in memory, kept in SQL.
import { sql } from 'kysely'
import type { Queries } from './tables.ts'

/** False when nothing is left. `perSecond` in the long run, `burst` at once; `now` in epoch milliseconds. One statement, so that no two spend the same. */
export async function spendShared(
  db: Queries,
  budget: { readonly name: string; readonly perSecond: number; readonly burst: number; readonly now: number },
): Promise<boolean> {
  const { name, perSecond, burst, now } = budget
  // Clocks of several machines: one that is behind must not take back what was filled.
  const earned = sql<number>`(greatest(0, ${now} - budgets.filled_at) * ${perSecond}::float8 / 1000)`
  const filled = sql<number>`least(${burst}::float8, budgets."left" + ${earned})`
  const spent = await db
    .insertInto('budgets')
    .values({ name, left: burst - 1, filled_at: now })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({
          left: sql<number>`${filled} - 1`,
          filled_at: sql<number>`greatest(budgets.filled_at, ${now})`,
        })
        .where(filled, '>=', 1),
    )
    .returning('name')
    .executeTakeFirst()
  return spent !== undefined
}
