// Fetches the page of a reply while the network is there: whoever replies without one must still be shown their link.
import { useEffect } from 'react'

/** After the page itself had its turn. */
const afterMs = 500

export function usePreloadedReply(): void {
  useEffect(() => {
    const timer = setTimeout(() => void import('./pages/reply-page.tsx').catch(() => undefined), afterMs)
    return () => clearTimeout(timer)
  }, [])
}
