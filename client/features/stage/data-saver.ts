// Whether this device should save data: by its connection, or by the reader's choice.
import { useState } from 'react'
import { readConnection, savesData } from '../../sync/connection.ts'

/** The reader's choice overrides what the connection reports. */
export function useThrift(): readonly [isThrifty: boolean, want: (isThrifty: boolean) => void] {
  const [wanted, setWanted] = useState<boolean | null>(null)
  return [wanted ?? savesData(readConnection()), setWanted]
}
