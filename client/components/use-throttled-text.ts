// Limits how often a frequently changing text is announced.
import { useEffect, useRef, useState } from 'react'

/**
 * Returns the first `text` at once, and a new one at once when `key` changes. Other changes wait until `everyMs` after the last returned
 * change; then the newest text is returned.
 */
export function useSeldom(text: string, everyMs: number, key = ''): string {
  const [said, setSaid] = useState({ text, key })
  const saidAt = useRef(Date.now())
  useEffect(() => {
    if (said.text === text && said.key === key) return
    const say = () => {
      saidAt.current = Date.now()
      setSaid({ text, key })
    }
    const left = saidAt.current + everyMs - Date.now()
    if (said.key !== key || left <= 0) return say()
    // A clock that was set back must not delay it further.
    const timer = setTimeout(say, Math.min(left, everyMs))
    return () => clearTimeout(timer)
  }, [text, key, everyMs, said])
  return said.key === key ? said.text : text
}
