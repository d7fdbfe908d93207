// The installation's origin for links that are given away; empty until there is a browser.
import { useEffect, useState } from 'react'

export function usePageOrigin(): string {
  const [origin, setOrigin] = useState('')
  useEffect(() => setOrigin(location.origin), [])
  return origin
}
