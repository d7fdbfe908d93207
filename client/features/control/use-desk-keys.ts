// Handles keyboard shortcuts, except while a text field, a list or a dialog is in use.
import { useEffect, useLayoutEffect, useRef } from 'react'
import { type DeskKey, meantBy } from './keys.ts'

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select') !== null
  )
}

export function useDeskKeys(isOn: boolean, onKey: (key: DeskKey | number) => void): void {
  const latest = useRef(onKey)
  useLayoutEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = meantBy(event)
      if (key === null || event.defaultPrevented || isWriting(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      // The list of shortcuts, with the switch to turn them on again, can always be opened.
      if (!isOn && key !== 'keys') return
      event.preventDefault()
      latest.current(key)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [isOn])
}
