// Where this installation is reached, for links that are given away; empty until a browser is there to say.
import { useEffect, useState } from 'react'

export function usePageOrigin(): string {
  const [origin, setOrigin] = useState('')
  useEffect(() => setOrigin(location.origin), [])
  return origin
}
