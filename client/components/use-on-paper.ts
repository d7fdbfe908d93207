// Whether the page is being printed, for what a style sheet cannot lay out anew on the sheet.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while a sheet is laid out. It turns over at once: a browser prints what stands when the event has been heard. */
export function useOnPaper(): boolean {
  const [isOnPaper, setOnPaper] = useState(false)
  useEffect(() => {
    const print = matchMedia('print')
    const turn = (is: boolean) => flushSync(() => setOnPaper(is))
    const before = () => turn(true)
    const after = () => turn(false)
    // A browser tells of it by events, by the query, or by both.
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
