// True once a condition has lasted for a while, so that brief states are not shown.
import { useEffect, useState } from 'react'

export function useLasting(isSo: boolean, afterMs = 1500): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!isSo) {
      setLasts(false)
      return
    }
    const timer = setTimeout(() => setLasts(true), afterMs)
    return () => clearTimeout(timer)
  }, [isSo, afterMs])
  return lasts && isSo
}
