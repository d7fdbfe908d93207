// A store whose queries a test can hold up or let fail, to make a race or an outage happen at a chosen moment.
import type { Store } from '#server/store/open-store.ts'

/** The same database; `onResult` runs after each query, with its rows, and before its caller goes on. What it throws, the caller gets. */
export function watchStore(store: Store, onResult: (rows: readonly object[]) => void | Promise<void>): Store {
  const db = store.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await onResult(result.rows)
      return result
    },
  })
  return { ...store, db }
}
