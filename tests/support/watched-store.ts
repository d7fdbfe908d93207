// A store whose queries a test can delay or fail, to provoke a race or an outage at a chosen moment.
import type { Store } from '#server/store/open-store.ts'

/**
 * The same database; `onResult` runs after each query, with its rows, before the caller continues. If it throws, the caller gets the error.
 */
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
