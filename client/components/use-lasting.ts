// True once something has lasted for a while: what is over at once needs no word.
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
