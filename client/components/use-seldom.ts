// Limits how often a text that changes often is spoken.
import { useEffect, useRef, useState } from 'react'

/**
 * Returns `text` at once at first and when `key` changes. Other changes wait until `everyMs` after the last one that was returned, and then
 * the newest text is returned.
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
    // A clock that was set back must not silence it for longer.
    const timer = setTimeout(say, Math.min(left, everyMs))
    return () => clearTimeout(timer)
  }, [text, key, everyMs, said])
  return said.key === key ? said.text : text
}
