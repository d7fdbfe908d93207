// Whether this device is to fetch little: as its connection says, or as its reader wants.
import { useState } from 'react'
import { readConnection, savesData } from '../../sync/connection.ts'

/** What the reader wants comes before what the connection says. */
export function useThrift(): readonly [isThrifty: boolean, want: (isThrifty: boolean) => void] {
  const [wanted, setWanted] = useState<boolean | null>(null)
  return [wanted ?? savesData(readConnection()), setWanted]
}
