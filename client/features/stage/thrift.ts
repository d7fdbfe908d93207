// Whether this device is to fetch little: as its connection says, or as its reader wants.
import { useState } from 'react'

type Connection = { readonly saveData?: boolean; readonly effectiveType?: string; readonly downlink?: number }

/** `navigator.connection` is not everywhere; where it is silent a line is taken for a good one. */
export function isThrifty(connection: Connection | undefined): boolean {
  if (connection === undefined) return false
  return connection.saveData === true || /^(slow-)?2g$|^3g$/.test(connection.effectiveType ?? '')
}

/** What the reader wants comes before what the connection says. */
export function useThrift(): readonly [isThrifty: boolean, want: (isThrifty: boolean) => void] {
  const [wanted, setWanted] = useState<boolean | null>(null)
  const { connection } = (typeof navigator === 'undefined' ? {} : navigator) as { connection?: Connection }
  return [wanted ?? isThrifty(connection), setWanted]
}
