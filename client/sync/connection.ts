// What the browser reports about its connection, and whether to save data.

/** NetworkInformation (WICG): only the fields used here. */
export type Connection = { readonly saveData?: boolean; readonly effectiveType?: string }

/** Not every browser has `navigator.connection`; undefined if it is missing. */
export function readConnection(): Connection | undefined {
  const { connection } = (typeof navigator === 'undefined' ? {} : navigator) as { connection?: Connection }
  return connection
}

/** Assumes a good connection when the browser does not report one. */
export function savesData(connection: Connection | undefined): boolean {
  return connection?.saveData === true || /^(slow-)?2g$|^3g$/.test(connection?.effectiveType ?? '')
}
