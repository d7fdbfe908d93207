// Token buckets shared by several processes: the same algorithm as in memory, stored in SQL.
import { sql } from 'kysely'
import type { Queries } from './tables.ts'

/**
 * False when the budget is used up. `perSecond`: refill rate, `burst`: capacity; `now` in epoch ms. A single statement, so that two
 * processes cannot spend the same token.
 */
export async function spendShared(
  db: Queries,
  budget: { readonly name: string; readonly perSecond: number; readonly burst: number; readonly now: number },
): Promise<boolean> {
  const { name, perSecond, burst, now } = budget
  // The clocks of machines differ: one that is behind must not undo the refill.
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
