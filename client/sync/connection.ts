// What the browser says of its connection, and whether it asks to fetch little.

/** NetworkInformation (WICG), as far as it is read here. */
export type Connection = { readonly saveData?: boolean; readonly effectiveType?: string }

/** `navigator.connection` is not everywhere; undefined where it is silent. */
export function readConnection(): Connection | undefined {
  const { connection } = (typeof navigator === 'undefined' ? {} : navigator) as { connection?: Connection }
  return connection
}

/** A connection that is silent is taken for a good one. */
export function savesData(connection: Connection | undefined): boolean {
  return connection?.saveData === true || /^(slow-)?2g$|^3g$/.test(connection?.effectiveType ?? '')
}
