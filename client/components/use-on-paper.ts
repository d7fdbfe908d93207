// Whether the page is being printed, for layout changes that a style sheet cannot make.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the browser lays out the print. Renders synchronously: the browser prints the state right after the event. */
export function useOnPaper(): boolean {
  const [isOnPaper, setOnPaper] = useState(false)
  useEffect(() => {
    const print = matchMedia('print')
    const turn = (is: boolean) => flushSync(() => setOnPaper(is))
    const before = () => turn(true)
    const after = () => turn(false)
    // Browsers signal printing by events, by the media query, or by both.
    const change = () => turn(print.matches)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    print.addEventListener('change', change)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
      print.removeEventListener('change', change)
    }
  }, [])
  return isOnPaper
}
